import { release } from 'node:os'
import type { NodeHealth } from '@kindred/engine'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

type StoreKind = 'memory' | 'embedded' | 'server' | 'cluster'

export function healthHandlers({ engine, version, folder }: Services): Handlers<'health'> {
  return {
    async health() {
      const warehouse = await engine.warehouse.health()
      const catalog = [await engine.catalog.health()]
      const stores = [
        ...warehouse.map(node => storeOf('warehouse', engine.warehouse.kind, node)),
        ...catalog.map(node => storeOf('catalog', engine.catalog.kind, node)),
      ]
      const problems = stores.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
      return {
        ok: problems.length === 0 && stores.every(({ reachable }) => reachable),
        version,
        node_version: process.version,
        platform: `${process.platform} ${process.arch} ${release()}`,
        ...(folder === undefined ? {} : { folder }),
        stores,
        problems,
      }
    },
  }
}

function storeOf(store: 'warehouse' | 'catalog', kind: StoreKind, node: NodeHealth) {
  return {
    store,
    kind,
    node: node.node,
    reachable: node.reachable,
    ...(node.engineVersion === undefined ? {} : { engine_version: node.engineVersion }),
    ...(node.schemaVersion === undefined ? {} : { schema_version: node.schemaVersion }),
    ...(node.problem === undefined ? {} : { problem: { ...node.problem } }),
  }
}
