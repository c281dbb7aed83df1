import type { Figure } from '../../records/fitted-model.ts'
import { judgeRows } from './judge.ts'
import { gainOver, leadingFigure } from './leading-figure.ts'
import type { RowSet } from './split-rows.ts'

/** What anybody would say without a model. */
export interface Baseline {
  readonly says: string
  readonly predicted: Float64Array
}

/**
 * The better of two guesses that need no model: the mean of everybody, and that all goes on as before. A model that is
 * not better than that is of no use.
 */
export function judgeBaseline(
  answer: 'chance' | 'amount',
  learn: RowSet,
  judge: RowSet,
  seed: number,
): { readonly says: string; readonly figures: readonly Figure[] } {
  const leading = leadingFigure(answer)
  const guesses = [meanOfAll(learn, judge), ...asBefore(answer, learn, judge)]
  const judged = guesses.map(({ says, predicted }) => ({
    says,
    value: leading.of(judge.target, predicted),
    predicted,
  }))
  const best = judged.reduce((a, b) => (gainOver(leading, b.value, a.value) > 0 ? b : a))
  const { figures } = judgeRows({ judge, predicted: best.predicted, answer, threshold: 0.5, seed })
  return { says: best.says, figures }
}

function meanOfAll({ target }: RowSet, judge: RowSet): Baseline {
  const mean = average(target)
  return { says: 'The mean of all, for everybody.', predicted: judge.target.map(() => mean) }
}

/** What was true of a customer in the stretch before, as often as it then was again; an amount as it was. */
function asBefore(answer: 'chance' | 'amount', learn: RowSet, judge: RowSet): Baseline[] {
  const { before } = judge
  if (before === undefined || learn.before === undefined) return []
  if (answer === 'amount') {
    const mean = average(learn.target)
    const predicted = before.map(value => (Number.isNaN(value) ? mean : value))
    return [{ says: 'As much as in the same stretch before.', predicted }]
  }
  const rates = [0, 1].map(answered => {
    const rows = learn.target.filter((_, row) => learn.before?.[row] === answered)
    return rows.length === 0 ? average(learn.target) : average(rows)
  })
  const predicted = before.map(value => rates[value === 1 ? 1 : 0] ?? 0)
  return [{ says: 'As in the same stretch before, with the chance that it is so again.', predicted }]
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
