import type { Cutoffs, Ranked } from '../ast/checked.ts'
import { compileText } from '../compile-text.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'

/** Conditions that compare a customer with the others, and where a refresh cut the population for each, best first. */
const CUTS: readonly (readonly [text: string, cuts: readonly (number | bigint)[]])[] = [
  // Money in ten-thousandths: 1,000 EUR.
  ['top 20% by spend', [10_000_000]],
  ['top 12.3456789% by spend', [12_345_678]],
  ['top 100% by spend', [0]],
  ['top 100 by spend', [5_000_000]],
  ['top 10% by sum(purchase.amount where category = "laptop", 365d)', [9_999_999]],
  ['top 5% by points', []],
  ['top 3 by -days_since(purchase)', [-2]],
  ['decile(spend) = 10', [10_000_000]],
  ['decile(spend) = 9', [10_000_000, 5_000_000]],
  ['decile(spend) != 9', [10_000_000, 5_000_000]],
  ['decile(spend) <= 8', [5_000_000]],
  ['decile(spend) < 2', [100_000]],
  ['decile(spend) in (1, 10)', [10_000_000, 100_000]],
  // Cut as the best fifth is.
  ['decile(spend) between 9 and 10', [10_000_000]],
  ['3 <= quartile(points)', [50]],
  ['quintile(credit) = 5', [2_000_000]],
  ['rank(spend) <= 1000', [10_000_000]],
  ['rank(spend) = 2', [10_000_000, 10_000_000]],
  ['rank(spend) = 1', [20_000_000]],
  ['rank(spend) > 2', [10_000_000]],
  ['rank(spend) >= 1', []],
  ['rank(spend) < 1', []],
  ['rank(points) != 3', [0, -0.5]],
  ['rank(points) between 2 and 4', [70, 30]],
  ['rank(score(churn)) <= 10', [0.5]],
]

export const populationConditions: readonly string[] = CUTS.map(([text]) => text)

/** The cut-offs of these conditions; they are the same whatever the vocabulary's zone is. */
export function cutoffsOfConditions(vocabulary: Vocabulary): Cutoffs {
  return new Map(CUTS.map(([text, cuts]) => [rankedOf(text, vocabulary).cut.id, [cuts]]))
}

function rankedOf(text: string, vocabulary: Vocabulary): Ranked {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked?.kind === 'ranked') return checked
  throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
}
