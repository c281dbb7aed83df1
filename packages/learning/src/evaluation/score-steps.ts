import { LearningError } from '../errors.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTarget, type Task } from '../matrix/require-target.ts'
import { descendingOrder } from '../numeric/descending-order.ts'

/** Rows with what came true and what was foretold of each: all of one length. */
export interface Judged {
  readonly target: Float64Array
  readonly scores: Float64Array
  readonly weights: Float64Array
}

/**
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `one_class`, `bad_score`, `bad_weight`
 */
export function requireJudged(
  task: Task,
  target: ArrayLike<number>,
  scores: ArrayLike<number>,
  weights?: Float64Array,
): Judged {
  if (target.length === 0) throw new LearningError('no_rows', { what: 'The list of what came true' })
  if (scores.length !== target.length)
    throw new LearningError('wrong_length', {
      what: 'The list of what is foretold',
      given: scores.length,
      wanted: target.length,
    })
  const values = Float64Array.from(scores)
  const row = values.findIndex(value => !Number.isFinite(value))
  if (row !== -1)
    throw new LearningError('bad_score', { row, given: String(values[row]), wanted: 'a finite number' })
  const rowWeights = weightsOf(target.length, weights)
  return { target: requireTarget(target, task, rowWeights), scores: values, weights: rowWeights }
}

/** Refuses scores that are not from 0 to 1. @throws LearningError `bad_score` */
export function requireProbabilities({ scores }: Judged): void {
  const row = scores.findIndex(score => !(score >= 0 && score <= 1))
  if (row !== -1)
    throw new LearningError('bad_score', { row, given: String(scores[row]), wanted: 'a number from 0 to 1' })
}

/** Weight of both answers at every score there is, from the greatest score to the least. */
export interface ScoreSteps {
  readonly scores: Float64Array
  readonly yes: Float64Array
  readonly no: Float64Array
}

/**
 * Puts rows of one score together.
 *
 * Cost: a sort.
 */
export function scoreSteps({ target, scores, weights }: Judged): ScoreSteps {
  const order = descendingOrder(scores)
  const steps = {
    scores: new Float64Array(order.length),
    yes: new Float64Array(order.length),
    no: new Float64Array(order.length),
  }
  let count = 0
  for (const row of order) {
    const score = scores[row]!
    const weight = weights[row]!
    if (weight === 0) continue
    if (count === 0 || steps.scores[count - 1] !== score) {
      steps.scores[count] = score
      count += 1
    }
    steps.yes[count - 1]! += weight * target[row]!
    steps.no[count - 1]! += weight * (1 - target[row]!)
  }
  return {
    scores: steps.scores.subarray(0, count),
    yes: steps.yes.subarray(0, count),
    no: steps.no.subarray(0, count),
  }
}
