import { EngineError } from '@kindred/engine'
import { type Checked, MONEY_SCALE, type Value, type ValueType } from '@kindred/language'

const DAY = 86_400_000

/** How many of the stored units of a type are one of what learning reads. */
const scales: Readonly<Partial<Record<ValueType, number>>> = {
  number: 1,
  boolean: 1,
  date: 1,
  money: MONEY_SCALE,
  instant: DAY,
  duration: DAY,
}

/** Whether a column becomes numbers or words. @throws EngineError `column_not_readable` of a place or tags. */
export function columnKind(name: string, { type }: Checked): 'number' | 'category' {
  if (type === 'text') return 'category'
  if (scales[type] !== undefined) return 'number'
  throw new EngineError('column_not_readable', { column: name, type })
}

/** @throws EngineError `column_not_readable` */
export function columnKinds(columns: ReadonlyMap<string, Checked>): readonly ('number' | 'category')[] {
  return [...columns].map(([name, checked]) => columnKind(name, checked))
}

/** What the units of a type are divided by. Money comes out of SQL as a decimal, and is not divided there. */
export function scaleOf(type: ValueType): number {
  return scales[type] ?? 1
}

/** A value as a number; NaN where it is unknown. */
export function numberOf({ type }: Checked, value: Value | undefined): number {
  if (value === undefined || typeof value === 'object') return Number.NaN
  return Number(value) / scaleOf(type)
}
