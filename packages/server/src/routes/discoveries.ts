import type { Contract, GivenOf } from '@kindred/api'
import {
  assess,
  compareDiscovery,
  currentDefinitions,
  type DiscoverRequest,
  type DiscoveryQuestion,
  discoverGroups,
  placeCustomer,
  publishDiscovery,
  requireDiscovery,
} from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import { masksFor } from '../access/masks.ts'
import { authorOf } from '../access/principal.ts'
import {
  assessmentAnswer,
  comparisonAnswer,
  discoveryAnswer,
  discoverySummaryAnswer,
  placedAnswer,
} from '../answers/discovery-answer.ts'
import { maskPlace } from '../answers/mask-answer.ts'
import { planAnswer } from '../answers/plan-answer.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import type { Handlers } from '../http/handler.ts'
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
    async discover(given, { progress, signal, principal }) {
      return discoveryAnswer(
        await discoverGroups(engine, await requestOf(services, given, authorOf(principal, given.author)), {
          progress,
          signal,
        }),
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
      // With it come the scales of its pictures: only for who asks for a page.
      const { discoveryReport } = await import('../reports/discovery-report.ts')
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
    async discoveryOf({ id, customer, round }, { principal }) {
      const asked = { id, customer, ...(round === undefined ? {} : { round }) }
      const answer = placedAnswer(customer, await placeCustomer(engine, asked))
      const masks = await masksFor(principal, engine)
      return masks === undefined ? answer : maskPlace(answer, masks)
    },
    async publishDiscovery(given, { progress, signal, principal }) {
      const { id, round, as, segmentation, dry_run: dryRun, author } = given
      const before = await currentDefinitions(catalog)
      const report = await publishDiscovery(engine, {
        ...{ id, as, dryRun, progress, signal },
        author: authorOf(principal, author),
        defaults: { file: CONFIG_FILE, settings: services.settings },
        ...(round === undefined ? {} : { round }),
        ...(segmentation === undefined ? {} : { segmentation }),
      })
      if (report.stored) services.live.soon()
      const { plan, ...published } = report
      return { ...planAnswer(plan, before, principal), ...published }
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

/** What is not said is as it was asked in the round before, else usual. */
async function requestOf(
  services: Services,
  given: GivenOf<Contract['discover']>,
  author: string,
): Promise<DiscoverRequest> {
  const asOf = optionalReadInstant(given.as_of, await workspaceZone(services), 'as_of')
  const before = given.id === undefined ? undefined : await services.engine.catalog.discoveries.get(given.id)
  const usual = before?.asked ?? usualQuestion
  const population = given.population ?? usual.population
  // How many groups were asked for stands only where nothing else is said of it.
  const classes = given.classes ?? (given.max_classes === undefined ? usual.classes : undefined)
  return {
    features: given.features ?? usual.features,
    method: given.method ?? usual.method,
    maxClasses: given.max_classes ?? usual.maxClasses,
    minShare: given.min_share ?? usual.minShare,
    seed: given.seed ?? usual.seed,
    author,
    ...(given.id === undefined ? {} : { id: given.id }),
    ...(population === undefined ? {} : { population }),
    ...(classes === undefined ? {} : { classes }),
    ...(given.learn_from === undefined ? {} : { learnFrom: given.learn_from }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}

const usualQuestion: DiscoveryQuestion = {
  features: [],
  method: 'auto',
  maxClasses: 8,
  minShare: 0.03,
  seed: 1,
}

async function* pageOf(page: string): AsyncGenerator<string> {
  yield page
}
