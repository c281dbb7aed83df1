import { release } from 'node:os'
import type { Catalog, NodeHealth, Warehouse } from '@kindred/engine'
import type { SeenProfiles } from '@kindred/stores/profiles'
import { failureAnswer } from '../http/failure-answer.ts'
import type { Handlers } from '../http/handler.ts'
import type { LiveHost } from '../live/live-host.ts'
import { version } from '../version.ts'
import { liveStatusAnswer } from './live.ts'

/** What doctor looks at: whatever could be opened. */
export interface Examined {
  readonly warehouse?: Warehouse
  readonly catalog?: Catalog
  /** Why not everything could be. */
  readonly failure?: unknown
  readonly folder?: string
  readonly live?: LiveHost
  readonly lookAtProfiles?: () => Promise<SeenProfiles | undefined>
}

export function healthHandlers(examined: Examined): Handlers<'health'> {
  const { folder } = examined
  return {
    async health() {
      const stores = await storesOf(examined)
      const status = await examined.live?.running?.status()
      const problems = problemsOf(examined, stores)
      return {
        ok: problems.length === 0 && stores.every(({ reachable }) => reachable),
        version,
        node_version: process.version,
        platform: `${process.platform} ${process.arch} ${release()}`,
        ...(folder === undefined ? {} : { folder }),
        stores,
        live: status === undefined ? null : liveStatusAnswer(status),
        problems,
      }
    },
  }
}

async function storesOf(examined: Examined) {
  return [
    ...(await warehouseNodes(examined)),
    ...(await catalogNodes(examined)),
    ...(await profilesNodes(examined)),
  ]
}

async function warehouseNodes({ warehouse }: Examined) {
  const nodes = warehouse === undefined ? [] : await warehouse.health()
  return nodes.map(node => ({
    store: 'warehouse' as const,
    kind: warehouse?.kind ?? 'memory',
    ...answerOf(node),
  }))
}

async function catalogNodes({ catalog }: Examined) {
  if (catalog === undefined) return []
  return [{ store: 'catalog' as const, kind: catalog.kind, ...answerOf(await catalog.health()) }]
}

/** Those that are in use, else what can be seen of them from outside. */
async function profilesNodes({ live, lookAtProfiles }: Examined) {
  const used = live?.profiles
  const seen =
    used === undefined ? await lookAtProfiles?.() : { kind: used.kind, health: await used.health() }
  if (seen === undefined) return []
  return [{ store: 'profiles' as const, kind: seen.kind, ...answerOf(seen.health) }]
}

function answerOf(node: NodeHealth) {
  return {
    node: node.node,
    reachable: node.reachable,
    ...(node.engineVersion === undefined ? {} : { engine_version: node.engineVersion }),
    ...(node.schemaVersion === undefined ? {} : { schema_version: node.schemaVersion }),
    ...(node.problem === undefined ? {} : { problem: { ...node.problem } }),
  }
}

/** The failure is left out where a node has said the same of itself. */
function problemsOf(
  { failure }: Examined,
  stores: readonly { readonly problem?: { says: string; remedy: string } }[],
) {
  const ofNodes = stores.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
  if (failure === undefined) return ofNodes
  const { says, remedy } = failureAnswer(failure).failure
  return ofNodes.some(problem => problem.remedy === remedy) ? ofNodes : [{ says, remedy }, ...ofNodes]
}
