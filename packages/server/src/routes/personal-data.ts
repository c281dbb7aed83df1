import type { AnswerOf, Contract } from '@kindred/api'
import { consentKind, consentsOf, customerId, personFile } from '@kindred/engine'
import { masksFor } from '../access/masks.ts'
import type { Principal } from '../access/principal.ts'
import { pseudonymOf } from '../access/targets-of.ts'
import { consentAnswer } from '../answers/consent-answer.ts'
import { personalDataAnswer } from '../answers/personal-data-answer.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import type { Handlers } from '../http/handler.ts'
import { sayPatch } from '../privacy/say-patch.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

type PersonalDataRoutes = 'personalData' | 'personalReport' | 'consents' | 'recordConsent'

/** Entries of the audit log that an export holds: the newest. */
const MOST_ENTRIES = 10_000

export function personalDataHandlers(services: Services): Handlers<PersonalDataRoutes> {
  const { erasures } = services
  return {
    personalData: ({ id }) => everythingOf(services, id),
    async personalReport({ id }) {
      const { personalReport } = await import('../reports/personal-report.ts')
      const page = personalReport(await everythingOf(services, id))
      // An id may be an e-mail, or no name of a file.
      return { contentType: 'text/html; charset=utf-8', name: 'personal-data.html', content: pageOf(page) }
    },
    consents: ({ id }, { principal }) => consentsAnswer(services, principal, id),
    async recordConsent({ id: named, channel, purpose, given, at }, { principal }) {
      const id = customerId(named)
      const { attribute } = await consentKind(services.engine, channel, purpose)
      await consentsOf(erasures.ports, id)
      const since = optionalReadInstant(at, await workspaceZone(services), 'at') ?? services.engine.clock()
      await sayPatch(services, { id, since, attributes: new Map([[attribute, given ?? undefined]]) })
      return consentsAnswer(services, principal, id)
    },
  }
}

async function consentsAnswer(
  { erasures, engine }: Services,
  principal: Principal,
  id: string,
): Promise<AnswerOf<Contract['consents']>> {
  const masks = await masksFor(principal, engine)
  const consents = await consentsOf(erasures.ports, customerId(id))
  return { consents: consents.map(each => consentAnswer(each, masks)) }
}

async function everythingOf(services: Services, id: string): Promise<AnswerOf<Contract['personalData']>> {
  const { engine, erasures, trail, workspaceId } = services
  const person = await personFile(erasures.ports, customerId(id))
  await trail.writeAll()
  const workspace = await workspaceId()
  const entries = await Promise.all(
    person.ids.map(each =>
      engine.catalog.audit.list({
        target: `customer:${pseudonymOf(workspace, each)}`,
        limit: MOST_ENTRIES,
      }),
    ),
  )
  const audit = entries.flat().sort((a, b) => b.number - a.number)
  return personalDataAnswer(person, audit.slice(0, MOST_ENTRIES))
}

async function* pageOf(page: string): AsyncGenerator<string> {
  yield page
}
