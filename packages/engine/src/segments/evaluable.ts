import type { Checked, CheckedSegmentation } from '@kindred/language'
import type { DefinitionResult } from '../records/refresh.ts'

interface Reads {
  readonly id: string
  /** Event types and attributes it reads, directly or through what it stands on. */
  readonly events: readonly string[]
  readonly attributes: readonly string[]
}

/** A segment or segmentation that is sound and can be evaluated. */
export type Evaluable =
  | (Reads & { readonly kind: 'segment'; readonly when: Checked })
  | (Reads & { readonly kind: 'segmentation'; readonly of: CheckedSegmentation })

/** One that cannot, and why. */
export interface FailedDefinition {
  readonly kind: DefinitionResult['kind']
  readonly id: string
  readonly failure: NonNullable<DefinitionResult['failure']>
}

/** What of a definition is evaluated: its condition, or the segmentation itself. */
export function treeOf(evaluable: Evaluable): Checked | CheckedSegmentation {
  return evaluable.kind === 'segment' ? evaluable.when : evaluable.of
}

/** How a message names it: segment 'vip'. */
export function nameOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind} '${id}'`
}
