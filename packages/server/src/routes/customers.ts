import type { AnswerOf, Contract } from '@kindred/api'
import {
  type CurrentDefinitions,
  type CustomerView,
  customerId,
  definitionsAt,
  EngineError,
  type ExplainedDefinition,
  explainCustomer,
  type Live,
  movedScores,
  type PersonalNames,
  requireDefinitions,
  viewCustomer,
} from '@kindred/engine'
import { masksFor } from '../access/masks.ts'
import { mayDo } from '../access/principal.ts'
import { customerAnswer, type ShownCustomer } from '../answers/customer-answer.ts'
import { explanationAnswer } from '../answers/explanation-answer.ts'
import { maskCustomer, maskExplanation, maskNow } from '../answers/mask-answer.ts'
import { withMovedScores } from '../answers/moved-score-answer.ts'
import { preparedPrograms } from '../answers/prepared-program.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { liveCustomer } from './live-customer.ts'
import { workspaceZone } from './workspace-zone.ts'

type CustomerRoutes = 'customers' | 'customer' | 'customerNow' | 'explain'

export function customerHandlers(services: Services): Handlers<CustomerRoutes> {
  const { engine, live } = services
  const preparedFor = preparedPrograms(engine.catalog)
  return {
    async customers({ search, limit, after }) {
      // One more than asked for tells whether there is a next page.
      const found = await engine.warehouse.findCustomers(search, limit + 1, after)
      const page = found.slice(0, limit)
      return {
        customers: page.map(id => ({ id })),
        next: found.length > page.length ? (page.at(-1) ?? null) : null,
      }
    },
    async customer({ id: given, as_of, events }, { principal }) {
      const id = customerId(given)
      const masks = await masksFor(principal, engine)
      const shown = (answer: AnswerOf<Contract['customer']>) =>
        masks === undefined ? answer : maskCustomer(answer, masks)
      const now = as_of === undefined ? live.running : undefined
      if (now !== undefined) {
        const current = await liveDefinitions(services, now)
        return shown(customerAnswer(await liveCustomer(now, engine, current, id), current, events))
      }
      const asOf = optionalReadInstant(as_of, await workspaceZone(services), 'as_of')
      const current = await requireDefinitions(engine.catalog)
      const view = await viewCustomer(engine, { customer: id, ...(asOf === undefined ? {} : { asOf }) })
      return shown(customerAnswer(shownOf(view), current, events))
    },
    async customerNow({ params: { id = '' }, principal }) {
      const running = live.require()
      const view = await running.answer(customerId(id))
      if (view === undefined) throw new EngineError('customer_unknown', { at: instantText(engine.clock()) })
      const prepared = preparedFor(running)
      const ready = prepared instanceof Promise ? await prepared : prepared
      const masks = mayDo(principal, 'personal:read') ? undefined : ready.masks
      return masks === undefined ? ready.answerText(view) : maskNow(ready.answerText(view), masks)
    },
    async explain({ id: given, definition, as_of }, { principal }) {
      const id = customerId(given)
      const masks = await masksFor(principal, engine)
      const answered = { id, definition, masks }
      const now = as_of === undefined ? live.running : undefined
      if (now !== undefined) return explainedNow(services, now, answered)
      const asOf = optionalReadInstant(as_of, await workspaceZone(services), 'as_of')
      const current = await requireDefinitions(engine.catalog)
      const explained = await explainCustomer(engine, {
        customer: id,
        ...(definition === undefined ? {} : { definition }),
        ...(asOf === undefined ? {} : { asOf }),
      })
      return {
        customer: id,
        as_of: instantText(explained.asOf),
        live: false,
        explanations: await answersOf(services, current, explained.explanations, answered),
      }
    },
  }
}

interface Asked {
  readonly id: string
  readonly definition: string | undefined
  readonly masks: PersonalNames | undefined
}

/** What moves scores is looked for where somebody asked about one definition: it reads the fitted models. */
async function answersOf(
  { engine }: Services,
  current: CurrentDefinitions,
  explained: readonly ExplainedDefinition[],
  { definition, masks }: Asked,
) {
  return Promise.all(
    explained.map(async each => {
      const bare = explanationAnswer(each, current)
      const { scores } = each.explanation
      const moved = definition === undefined ? [] : await movedScores(engine.catalog, current, scores)
      const answer = withMovedScores(bare, moved, masks)
      return masks === undefined ? answer : maskExplanation(answer, masks)
    }),
  )
}

async function explainedNow(services: Services, now: Live, asked: Asked) {
  const current = await liveDefinitions(services, now)
  const asOf = services.engine.clock()
  const { id, definition } = asked
  const explanations = await now.explain(id, definition)
  return {
    customer: id,
    as_of: instantText(asOf),
    live: true,
    explanations: await answersOf(services, current, explanations, asked),
  }
}

/** Those the live half answers by: for a moment after an apply they are the ones before. */
async function liveDefinitions({ engine }: Services, live: Live): Promise<CurrentDefinitions> {
  const { version } = live.program()
  return version === 0 ? requireDefinitions(engine.catalog) : definitionsAt(engine.catalog, version)
}

function shownOf(view: CustomerView): ShownCustomer {
  return { ...view, live: false, eventCount: view.record.events.length }
}
