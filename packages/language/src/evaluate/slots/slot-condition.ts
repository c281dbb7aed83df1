import type { Arithmetic, Checked, Comparison } from '../../ast/checked.ts'

/** A number out of a row of slots. NaN is unknown. */
export type SlotNumber =
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'constant'; readonly value: number }
  | {
      readonly kind: 'arithmetic'
      readonly operator: Arithmetic['operator']
      readonly left: SlotNumber
      readonly right: SlotNumber
    }

/** A condition over a row of slots: what both the generated code and the closures are made from. */
export type SlotCondition =
  | { readonly kind: 'always'; readonly holds: boolean }
  | {
      readonly kind: 'compare'
      readonly operator: Comparison
      readonly left: SlotNumber
      readonly right: SlotNumber
    }
  | {
      readonly kind: 'between'
      readonly value: SlotNumber
      readonly low: SlotNumber
      readonly high: SlotNumber
    }
  | { readonly kind: 'one_of'; readonly value: SlotNumber; readonly options: readonly number[] }
  | { readonly kind: 'known'; readonly value: SlotNumber; readonly known: boolean }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Numbered[] }
  | { readonly kind: 'not'; readonly operand: Numbered }

/** A condition with the number by which a reason names it: 1 and up within its segment. */
export interface Numbered {
  readonly number: number
  readonly condition: SlotCondition
}

/** One segment over slots, and what its numbers stand for. */
export interface SlotSegment {
  readonly name: string
  readonly root: Numbered
  /** The condition with number `n` at `n − 1`. */
  readonly conditions: readonly Checked[]
}
