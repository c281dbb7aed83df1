import type { PublishResult } from '@kindred/engine'
import type { Nodes } from '../nodes.ts'
import type { ImportPlan } from './import-plan.ts'
import { prepare, summed } from './publish-rows.ts'

/** What publishing a staged import would come to, now. Nothing of it can be seen, and publishing does it over. */
export async function forecastImport(nodes: Nodes, id: string, plan: ImportPlan): Promise<PublishResult> {
  return summed(await nodes.each(node => prepare(node, nodes, id, plan, 0)))
}
