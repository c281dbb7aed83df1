import type { Value } from '../../vocabulary/value.ts'
import type { Evaluate, Run } from '../run.ts'
import type { SlotProgram } from '../slots/compile-slots.ts'
import type { SlotType } from '../slots/slot-layout.ts'

/** A feature's value where the row of a slot program has been filled for the same run. */
export type FeatureOfRow = (run: Run, row: Float64Array) => Value | undefined

/**
 * Reads features out of a filled row where conditions read them too and a float holds them whole; all others, text and
 * amounts beyond the safe integers among them, are worked out.
 *
 * @param features - How each is worked out, by name.
 */
export function featuresOfRow(
  features: ReadonlyMap<string, Evaluate>,
  { slots }: Pick<SlotProgram, 'slots'>,
): readonly FeatureOfRow[] {
  const slotOf = new Map(
    slots.flatMap(({ checked, type }, slot) =>
      checked.kind === 'feature' && type !== 'text' ? [[checked.name, { slot, type }] as const] : [],
    ),
  )
  return [...features].map(([name, evaluate]) => {
    const held = slotOf.get(name)
    return held === undefined ? evaluate : ofSlot(held.slot, held.type, evaluate)
  })
}

function ofSlot(slot: number, type: SlotType, evaluate: Evaluate): FeatureOfRow {
  return (run, row) => {
    const value = row[slot] ?? Number.NaN
    if (Number.isNaN(value)) return undefined
    if (type === 'boolean') return value === 1
    return type === 'money' && !Number.isSafeInteger(value) ? evaluate(run) : value
  }
}
