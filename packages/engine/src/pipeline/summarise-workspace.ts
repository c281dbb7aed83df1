import type { WarehouseCounts } from '../ports/warehouse.ts'
import type { Refresh } from '../records/refresh.ts'
import { type CurrentDefinitions, currentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'

/** How much there is, and what is in force. */
export interface WorkspaceSummary {
  readonly counts: WarehouseCounts
  readonly batch: number
  readonly definitions?: CurrentDefinitions
  readonly refresh?: Refresh
}

export async function summariseWorkspace({ warehouse, catalog }: EnginePorts): Promise<WorkspaceSummary> {
  const definitions = await currentDefinitions(catalog)
  const refresh = await catalog.refreshes.current()
  return {
    counts: await warehouse.counts(),
    batch: await warehouse.batch(),
    ...(definitions === undefined ? {} : { definitions }),
    ...(refresh === undefined ? {} : { refresh }),
  }
}
