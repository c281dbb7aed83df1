import type { Contract, GivenOf } from '@kindred/api'
import {
  assess,
  compareDiscovery,
  currentDefinitions,
  type DiscoverRequest,
  discoverGroups,
  placeCustomer,
  publishDiscovery,
  requireDiscovery,
} from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import {
  assessmentAnswer,
  comparisonAnswer,
  discoveryAnswer,
  discoverySummaryAnswer,
  placedAnswer,
} from '../answers/discovery-answer.ts'
import { planAnswer } from '../answers/plan-answer.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import type { Handlers } from '../http/handler.ts'
import { discoveryReport } from '../reports/discovery-report.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

type DiscoveryRoutes =
  | 'discover'
  | 'discoveries'
  | 'discovery'
  | 'discoveryRounds'
  | 'discoveryReport'
  | 'compareDiscovery'
  | 'assess'
  | 'discoveryOf'
  | 'publishDiscovery'

export function discoveryHandlers(services: Services): Handlers<DiscoveryRoutes> {
  const { engine } = services
  const { catalog } = engine
  return {
    async discover(given, { progress, signal }) {
      return discoveryAnswer(
        await discoverGroups(engine, await requestOf(services, given), { progress, signal }),
      )
    },
    async discoveries({ limit }) {
      return { discoveries: (await catalog.discoveries.list(limit)).map(discoverySummaryAnswer) }
    },
    async discovery({ id, round }) {
      return discoveryAnswer(await requireDiscovery(catalog, id, round))
    },
    async discoveryRounds({ id }) {
      await requireDiscovery(catalog, id)
      return { rounds: (await catalog.discoveries.rounds(id)).map(discoverySummaryAnswer) }
    },
    async discoveryReport({ id, round }) {
      const discovery = await requireDiscovery(catalog, id, round)
      return {
        contentType: 'text/html; charset=utf-8',
        name: `${discovery.id}-${discovery.round}.html`,
        content: pageOf(discoveryReport(discovery)),
      }
    },
    async compareDiscovery({ id, from, to }) {
      const rounds = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      return comparisonAnswer(id, await compareDiscovery(catalog, id, rounds))
    },
    async discoveryOf({ id, customer, round }) {
      const asked = { id, customer, ...(round === undefined ? {} : { round }) }
      return placedAnswer(customer, await placeCustomer(engine, asked))
    },
    async publishDiscovery(given, { progress, signal }) {
      const { id, round, as, segmentation, dry_run: dryRun, author } = given
      const before = await currentDefinitions(catalog)
      const report = await publishDiscovery(engine, {
        ...{ id, as, dryRun, progress, signal },
        author: author ?? services.author,
        defaults: { file: CONFIG_FILE, settings: services.settings },
        ...(round === undefined ? {} : { round }),
        ...(segmentation === undefined ? {} : { segmentation }),
      })
      if (report.stored) services.live.soon()
      const { plan, ...published } = report
      return { ...planAnswer(plan, before), ...published }
    },
    async assess(given, { progress, signal }) {
      progress({ step: 'read', done: 0, of: 1 })
      const asOf = optionalReadInstant(given.as_of, await workspaceZone(services), 'as_of')
      const request = {
        definition: given.definition,
        ...(given.class === undefined ? {} : { class: given.class }),
        ...(asOf === undefined ? {} : { asOf }),
      }
      return assessmentAnswer(given, await assess(engine, request, signal))
    },
  }
}

async function requestOf(services: Services, given: GivenOf<Contract['discover']>): Promise<DiscoverRequest> {
  const asOf = optionalReadInstant(given.as_of, await workspaceZone(services), 'as_of')
  return {
    features: given.features,
    method: given.method,
    maxClasses: given.max_classes,
    minShare: given.min_share,
    seed: given.seed,
    author: given.author ?? services.author,
    ...(given.id === undefined ? {} : { id: given.id }),
    ...(given.population === undefined ? {} : { population: given.population }),
    ...(given.classes === undefined ? {} : { classes: given.classes }),
    ...(given.learn_from === undefined ? {} : { learnFrom: given.learn_from }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}

async function* pageOf(page: string): AsyncGenerator<string> {
  yield page
}
