import type {
  PublishResult,
  StageProgress,
  StageRequest,
  StageResult,
  WarehouseImports,
} from '@kindred/engine'
import type { BatchJournal } from '../batches/batch-journal.ts'
import { batchStates, type NotedBatch, openBatches } from '../batches/noted-batch.ts'
import { carryOver } from '../merges/carry-over.ts'
import type { Nodes } from '../nodes.ts'
import { planOf, readPlan, writePlan } from './import-plan.ts'
import { dropStaging, stagedIds } from './open-staging.ts'
import { publishOnNode, summed } from './publish-rows.ts'
import { stageRows } from './stage-rows.ts'

/**
 * Imports into ClickHouse. A file is staged in tables of its own, which have the structure of those it ends in; to
 * publish it their parts are moved, which costs the same for a thousand rows and for a billion. Rows of a batch that
 * the journal has not noted as written are passed over by every reader.
 */
export class ClickHouseImports implements WarehouseImports {
  readonly #nodes: Nodes
  readonly #journal: BatchJournal

  constructor(nodes: Nodes, journal: BatchJournal) {
    this.#nodes = nodes
    this.#journal = journal
  }

  async stage(
    request: StageRequest,
    progress: (state: StageProgress) => void,
    signal?: AbortSignal,
  ): Promise<StageResult> {
    const result = await stageRows(this.#nodes, request, progress, signal)
    await writePlan(this.#nodes, request.id, planOf(request.mapping, request.at))
    return result
  }

  async publish(id: string): Promise<PublishResult> {
    const [done] = (await openBatches(this.#nodes, id)).filter(isPublished(id))
    // Before the journal hears of it: a batch that was begun and has nothing to put would stay open for ever.
    if (done === undefined) await readPlan(this.#nodes, id)
    const result = await this.#journal.write({
      kind: 'import',
      id,
      put: async batch => {
        const plan = await readPlan(this.#nodes, id)
        const prepared = await this.#nodes.each(node => publishOnNode(node, this.#nodes, id, plan, batch))
        return summed(prepared)
      },
      // What `put` gave, written down by the journal.
      revive: result => result as PublishResult,
    })
    const [own] = (await openBatches(this.#nodes, id)).filter(isPublished(id))
    if (own !== undefined) await carryOver(this.#nodes, this.#journal, own.batch)
    return result
  }

  discard(id: string): Promise<void> {
    return dropStaging(this.#nodes, id)
  }

  async discardAllBut(ids: readonly string[]): Promise<void> {
    const left = (await stagedIds(this.#nodes)).filter(id => !ids.includes(id))
    for (const id of left) await dropStaging(this.#nodes, id)
  }
}

const published: readonly number[] = [batchStates.written, batchStates.settled]

function isPublished(id: string): (batch: NotedBatch) => boolean {
  return batch => batch.kind === 'import' && batch.id === id && published.includes(batch.state)
}
