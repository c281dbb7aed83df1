import type { Checked } from '../../ast/checked.ts'
import type { Value, ValueType } from '../../vocabulary/value.ts'
import { writtenAlike } from '../written-alike.ts'

/** The types a slot can hold as a 64-bit float. */
export type SlotType = Extract<
  ValueType,
  'boolean' | 'number' | 'money' | 'text' | 'date' | 'instant' | 'duration'
>

/**
 * One column of a row: a finished feature, an attribute, or whatever else the conditions read that is no comparison
 * of numbers. `checked` says how it is worked out, in every reading of the language.
 */
export interface Slot {
  /** Of a feature, an attribute or a model. */
  readonly name?: string
  readonly type: SlotType
  readonly checked: Checked
}

/** Gives every different value that the conditions read a slot of its own. */
export interface SlotLayout {
  readonly slots: readonly Slot[]
  /** The texts that conditions are written with, by their codes. Any other text is 0. */
  readonly texts: ReadonlyMap<string, number>
  /** The slot of an expression, a new one when it is met for the first time. */
  slotOf(checked: Checked, type: SlotType): number
  /** The code of a text that a condition is written with. */
  codeOf(text: string): number
  /** A value as its slot holds it. */
  encode(value: Value | undefined): number
}

const slotTypes: ReadonlySet<string> = new Set<SlotType>([
  'boolean',
  'number',
  'money',
  'text',
  'date',
  'instant',
  'duration',
])

export function isSlotType(type: ValueType): type is SlotType {
  return slotTypes.has(type)
}

/** Every text that no condition is written with. Slots of text are only ever compared with written ones. */
const SOME_OTHER_TEXT = 0

export function newSlotLayout(): SlotLayout {
  const slots: Slot[] = []
  const numbers = new Map<string, number>()
  const codes = new Map<string, number>()
  return {
    slots,
    texts: codes,
    slotOf(checked, type) {
      const key = writtenAlike(checked)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, slots.length)
      return slots.push({ ...nameOf(checked), type, checked }) - 1
    },
    codeOf(text) {
      const code = codes.get(text) ?? codes.size + 1
      codes.set(text, code)
      return code
    },
    encode(value) {
      if (typeof value === 'string') return codes.get(value) ?? SOME_OTHER_TEXT
      return encodeQuantity(value)
    },
  }
}

/** Money beyond the safe integers loses digits here; it still compares rightly with amounts that are safe. */
function encodeQuantity(value: Value | undefined): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN
}

function nameOf(checked: Checked): { readonly name?: string } {
  if (checked.kind === 'feature' || checked.kind === 'attribute') return { name: checked.name }
  return checked.kind === 'score' ? { name: checked.model } : {}
}
