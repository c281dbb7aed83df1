/** The types a value can have. See `docs/reference/language.md`. */
export type ValueType =
  | 'boolean'
  | 'number'
  | 'money'
  | 'text'
  | 'date'
  | 'instant'
  | 'duration'
  | 'place'
  | 'tags'

/** Latitude and longitude in degrees, WGS 84. */
export interface Place {
  readonly latitude: number
  readonly longitude: number
}

/**
 * How a value is held while an expression is evaluated:
 *
 * | type | held as |
 * |---|---|
 * | boolean | `boolean` |
 * | number | `number`, finite, at most 2^53 in size |
 * | money | whole ten-thousandths: `number` while it is a safe integer, `bigint` beyond |
 * | text | `string`, NFC |
 * | date | `number`, days since 1970-01-01 |
 * | instant | `number`, UTC milliseconds since 1970 |
 * | duration | `number`, milliseconds |
 * | place | `Place` |
 * | tags | sorted `string[]` without repeats |
 *
 * Unknown is `undefined`, never `null` or `NaN`.
 */
export type Value = boolean | number | bigint | string | Place | readonly string[]

/** Money is exact to this many units: one currency unit is 10,000 of them. */
export const MONEY_SCALE = 10_000

/** Numbers are summed as whole millionths, so that a sum does not depend on the order of its events. */
export const NUMBER_SUM_SCALE = 1_000_000

/** The largest size of an amount that sums and differences come to, in ten-thousandths. Beyond: unknown. */
export const LARGEST_AMOUNT = 10n ** 36n

/** The largest size of one number, and (in ten-thousandths) of one amount of money. Beyond: refused at the door. */
export const LARGEST = Number.MAX_SAFE_INTEGER
