import type { Catalog, NodeHealth } from '@kindred/engine'
import { MemoryAccess } from './access/memory-access.ts'
import { MemoryAudit } from './access/memory-audit.ts'
import { MemoryDefinitions } from './memory-definitions.ts'
import { MemoryDiscoveries } from './memory-discoveries.ts'
import { MemoryErasures } from './memory-erasures.ts'
import { MemoryHooks } from './memory-hooks.ts'
import { MemoryImportJournal } from './memory-import-journal.ts'
import { MemoryModels } from './memory-models.ts'
import { MemoryProposals } from './memory-proposals.ts'
import { MemoryRefreshes } from './memory-refreshes.ts'

/**
 * The catalog in memory: what the others are checked against, and what fast tests run on.
 *
 * @example
 * const catalog = new MemoryCatalog()
 * await catalog.definitions.store({ definitions, author: 'anna', at: 0, expected: 0 })   // 1
 */
export class MemoryCatalog implements Catalog {
  readonly kind = 'memory'
  readonly definitions = new MemoryDefinitions()
  readonly refreshes = new MemoryRefreshes()
  readonly imports = new MemoryImportJournal()
  readonly hooks = new MemoryHooks()
  readonly discoveries = new MemoryDiscoveries()
  readonly models = new MemoryModels()
  readonly proposals = new MemoryProposals()
  readonly erasures = new MemoryErasures()
  readonly access = new MemoryAccess()
  readonly audit = new MemoryAudit()

  #workspace: string | undefined

  async workspaces(): Promise<readonly string[]> {
    return this.#workspace === undefined ? [] : [this.#workspace]
  }

  async joinWorkspace(id: string): Promise<void> {
    this.#workspace ??= id
  }

  health(): Promise<NodeHealth> {
    return Promise.resolve({ node: 'catalog', reachable: true, engineVersion: 'memory', schemaVersion: 8 })
  }

  migrate(): Promise<void> {
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
