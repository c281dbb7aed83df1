import type { Checked } from '../ast/checked.ts'
import type { ExplainedNode } from './explanation.ts'

/** A part of the tree with what was found, before it is shown. */
export interface Finding {
  readonly checked: Checked
  readonly holds: boolean
  /** The conditions this one is made of; none when it settles itself. */
  readonly parts: readonly Finding[]
  readonly shown: ExplainedNode
}
