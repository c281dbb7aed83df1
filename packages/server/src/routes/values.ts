import type { Contract, GivenOf } from '@kindred/api'
import { compareValues, customerEquity, findProspects, followCohorts } from '@kindred/engine'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { cohortsAnswer, comparisonOfValues, equityAnswer, prospectsAnswer } from '../answers/value-answer.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

type ValueRoutes =
  | 'compareValues'
  | 'valuesReport'
  | 'customerEquity'
  | 'prospects'
  | 'cohorts'
  | 'cohortsReport'

export function valueHandlers(services: Services): Handlers<ValueRoutes> {
  const { engine } = services
  return {
    async compareValues(given, { signal }) {
      return comparisonOfValues(await compared(services, given, signal))
    },
    async valuesReport(given, { signal }) {
      // With it come the scales of its pictures: only for who asks for a page.
      const { valueReport } = await import('../reports/value-report.ts')
      return pageOf('values.html', valueReport(await compared(services, given, signal)))
    },
    async customerEquity({ by, every, ...given }, { signal }) {
      const zone = await workspaceZone(services)
      const from = optionalReadInstant(given.from, zone, 'from')
      const to = optionalReadInstant(given.to, zone, 'to')
      return equityAnswer(
        await customerEquity(engine, {
          signal,
          ...(by === undefined ? {} : { by }),
          ...(every === undefined ? {} : { every }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        }),
      )
    },
    async prospects({ value, by, limit, as_of: given }) {
      const asOf = optionalReadInstant(given, await workspaceZone(services), 'as_of')
      return prospectsAnswer(
        await findProspects(engine, {
          limit,
          ...(value === undefined ? {} : { value }),
          ...(by === undefined ? {} : { by }),
          ...(asOf === undefined ? {} : { asOf }),
        }),
      )
    },
    async cohorts(given, { signal }) {
      return cohortsAnswer(await followed(services, given, signal))
    },
    async cohortsReport(given, { signal }) {
      const { cohortsReport } = await import('../reports/cohorts-report.ts')
      return pageOf('cohorts.html', cohortsReport(await followed(services, given, signal)))
    },
  }
}

async function compared(
  services: Services,
  { values, as_of: given }: GivenOf<Contract['compareValues']>,
  signal: AbortSignal,
) {
  const asOf = optionalReadInstant(given, await workspaceZone(services), 'as_of')
  return compareValues(
    services.engine,
    { ...(values === undefined ? {} : { values }), ...(asOf === undefined ? {} : { asOf }) },
    signal,
  )
}

async function followed(
  services: Services,
  { event, every, model, ...given }: GivenOf<Contract['cohorts']>,
  signal: AbortSignal,
) {
  const zone = await workspaceZone(services)
  const from = optionalReadInstant(given.from, zone, 'from')
  const asOf = optionalReadInstant(given.as_of, zone, 'as_of')
  return followCohorts(services.engine, {
    signal,
    ...(event === undefined ? {} : { event }),
    ...(every === undefined ? {} : { every }),
    ...(model === undefined ? {} : { model }),
    ...(from === undefined ? {} : { from }),
    ...(asOf === undefined ? {} : { asOf }),
  })
}

function pageOf(name: string, page: string) {
  return { contentType: 'text/html; charset=utf-8', name, content: lines(page) }
}

async function* lines(page: string): AsyncGenerator<string> {
  yield page
}
