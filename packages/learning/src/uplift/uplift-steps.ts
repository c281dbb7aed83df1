import { LearningError } from '../errors.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTarget } from '../matrix/require-target.ts'
import { descendingOrder } from '../numeric/descending-order.ts'
import { requireTreatment } from './require-treatment.ts'

/** Rows of one treatment and of those left alone, with what was foretold that it changes. */
export interface UpliftRows {
  /** 0 or 1, or a finite number a row. */
  readonly target: ArrayLike<number>
  /** 1 for the treated, 0 for those left alone. */
  readonly treatment: ArrayLike<number>
  /** The greater, the sooner they are treated. */
  readonly scores: ArrayLike<number>
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
}

/** The same, checked. */
export interface OrderedRows {
  readonly rows: number
  /** Score, target, weight and treatment of every row, side by side: in the order they are all fetched at once. */
  readonly packed: Float64Array
  /** From the greatest score to the least. */
  readonly order: Int32Array
}

const PACKED = 4

/** @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `bad_treatment`, `empty_arm`, `bad_score`, `bad_weight` */
export function orderRows(given: UpliftRows): OrderedRows {
  const { target, treatment, scores } = given
  if (target.length === 0) throw new LearningError('no_rows', { what: 'The list of what came true' })
  const weights = weightsOf(target.length, given.weights)
  const values = requireTarget(target, 'number', weights)
  const { arms, treatments } = requireTreatment(treatment, weights)
  if (treatments > 1) {
    const row = arms.findIndex(arm => arm > 1)
    throw new LearningError('bad_treatment', {
      row,
      given: `${arms[row]}, and curves are of one treatment at a time`,
    })
  }
  if (scores.length !== values.length)
    throw new LearningError('wrong_length', {
      what: 'The list of scores',
      given: scores.length,
      wanted: values.length,
    })
  const told = new Float64Array(scores.length)
  told.set(scores)
  const bad = told.findIndex(score => !Number.isFinite(score))
  if (bad !== -1)
    throw new LearningError('bad_score', { row: bad, given: String(told[bad]), wanted: 'a finite number' })
  const packed = new Float64Array(PACKED * values.length)
  for (let row = 0, at = 0; row < values.length; row += 1, at += PACKED) {
    packed[at] = told[row]!
    packed[at + 1] = values[row]!
    packed[at + 2] = weights[row]!
    packed[at + 3] = arms[row]!
  }
  return { rows: values.length, packed, order: descendingOrder(told) }
}

/** The same rows in the order that knows outcomes: first the treated with most, last those left alone with most. */
export function knowingOrder({ rows, packed }: OrderedRows): OrderedRows {
  const scores = new Float64Array(rows)
  const known = packed.slice()
  for (let row = 0, at = 0; row < rows; row += 1, at += PACKED)
    scores[row] = known[at] = packed[at + 3] === 1 ? packed[at + 1]! : -packed[at + 1]!
  return { rows, packed: known, order: descendingOrder(scores) }
}

/** Sums over all rows whose score is at least that of a step: of weights and of targets, in both arms. */
export interface UpliftSteps {
  readonly treated: Float64Array
  readonly left: Float64Array
  readonly treatedSums: Float64Array
  readonly leftSums: Float64Array
  /** Steps: one a different score. */
  readonly count: number
}

/**
 * Adds up from the top. Rows of one score are one step, so that their order does not matter.
 *
 * @param times - How often each row counts, beside its weight; none is once.
 *
 * Cost: one pass.
 */
export function upliftSteps({ packed, order }: OrderedRows, times?: Float64Array): UpliftSteps {
  const [treated, left, treatedSums, leftSums] = [0, 1, 2, 3].map(() => new Float64Array(order.length))
  let [n1, n0, y1, y0, count] = [0, 0, 0, 0, 0]
  let score = packed[PACKED * order[0]!]!
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at]!
    const place = PACKED * row
    if (packed[place] !== score) {
      note()
      score = packed[place]!
    }
    const weight = times === undefined ? packed[place + 2]! : packed[place + 2]! * times[row]!
    if (packed[place + 3] === 1) {
      n1 += weight
      y1 += weight * packed[place + 1]!
    } else {
      n0 += weight
      y0 += weight * packed[place + 1]!
    }
  }
  note()
  return { treated: treated!, left: left!, treatedSums: treatedSums!, leftSums: leftSums!, count }

  function note(): void {
    treated![count] = n1
    left![count] = n0
    treatedSums![count] = y1
    leftSums![count] = y0
    count += 1
  }
}
