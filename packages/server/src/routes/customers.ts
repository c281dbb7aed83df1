import {
  type CurrentDefinitions,
  type CustomerView,
  definitionsAt,
  EngineError,
  explainCustomer,
  type Live,
  requireDefinitions,
  viewCustomer,
} from '@kindred/engine'
import { customerAnswer, type ShownCustomer } from '../answers/customer-answer.ts'
import { explanationAnswer } from '../answers/explanation-answer.ts'
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
    async customers({ search, limit }) {
      const ids = await engine.warehouse.findCustomers(search, limit)
      return { customers: ids.map(id => ({ id })) }
    },
    async customer({ id, as_of, events }) {
      const now = as_of === undefined ? live.running : undefined
      if (now !== undefined) {
        const current = await liveDefinitions(services, now)
        return customerAnswer(await liveCustomer(now, current, id), current, events)
      }
      const asOf = optionalReadInstant(as_of, await workspaceZone(services), 'as_of')
      const current = await requireDefinitions(engine.catalog)
      const view = await viewCustomer(engine, { customer: id, ...(asOf === undefined ? {} : { asOf }) })
      return customerAnswer(shownOf(view), current, events)
    },
    async customerNow({ params: { id = '' } }) {
      const running = live.require()
      const view = await running.answer(id)
      if (view === undefined) throw new EngineError('customer_unknown', { at: instantText(engine.clock()) })
      const prepared = preparedFor(running)
      return (prepared instanceof Promise ? await prepared : prepared).answerText(view)
    },
    async explain({ id, definition, as_of }) {
      const now = as_of === undefined ? live.running : undefined
      if (now !== undefined) return explainedNow(services, now, id, definition)
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
        explanations: explained.explanations.map(each => explanationAnswer(each, current)),
      }
    },
  }
}

async function explainedNow(services: Services, now: Live, id: string, definition: string | undefined) {
  const current = await liveDefinitions(services, now)
  const asOf = services.engine.clock()
  const explanations = await now.explain(id, definition)
  return {
    customer: id,
    as_of: instantText(asOf),
    live: true,
    explanations: explanations.map(each => explanationAnswer(each, current)),
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
