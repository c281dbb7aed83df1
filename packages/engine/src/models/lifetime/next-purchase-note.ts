import { digits } from './lifetime-card.ts'

const PARTS = 5

/**
 * Days to the next purchase at the rate foretold, and at the rate that came, by fifths of what was foretold. A rate can be
 * judged where the days that passed cannot: of who has not come back yet they are not known.
 *
 * @param horizon - In days.
 */
export function nextPurchaseNote(target: Float64Array, predicted: Float64Array, horizon: number): string[] {
  if (predicted.length < 10 * PARTS) return []
  const order = Int32Array.from(predicted.keys()).sort((a, b) => predicted[b]! - predicted[a]! || a - b)
  const parts = Array.from({ length: PARTS }, (_, part) =>
    order.slice(Math.floor((part * order.length) / PARTS), Math.floor(((part + 1) * order.length) / PARTS)),
  )
  const days = (values: Float64Array) =>
    parts
      .map(rows => (horizon * rows.length) / rows.reduce((sum, row) => sum + values[row]!, 0))
      .map(each => (Number.isFinite(each) ? digits(Math.round(each)) : 'never'))
      .join(', ')
  return [
    `Days to the next purchase by fifths, soonest first: at the rate foretold ${days(predicted)}, at the rate that came ${days(target)}.`,
  ]
}
