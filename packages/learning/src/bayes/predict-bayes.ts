import { applyLinks } from '../calibration/apply-links.ts'
import { requireColumn } from '../matrix/require-column.ts'
import { requireTable } from '../matrix/require-table.ts'
import type { Table } from '../matrix/table.ts'
import type { FittedBayes } from './fitted-bayes.ts'

/**
 * The probability of yes for every row.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: one pass.
 *
 * @example
 * const ages = list => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(list) }] })
 * predictBayes(fitBayes(ages([20, 22, 50, 54]), [0, 0, 1, 1]), ages([21, NaN])).map(chance => Math.round(2 * chance)) // [0, 1]
 */
export function predictBayes({ prior, columns }: FittedBayes, table: Table): Float64Array {
  const sums = new Float64Array(requireTable(table)).fill(prior)
  for (const column of columns) {
    const { values } = requireColumn(table, column.name, column.kind)
    const odds = column.kind === 'number' ? numberOdds(column) : wordOdds(column)
    values.forEach((value: number | string | null, row: number) => {
      sums[row]! += odds(value)
    })
  }
  return applyLinks([{ kind: 'logistic' }], sums)
}

type Odds = (value: number | string | null) => number

function numberOdds({
  means,
  deviations,
}: Extract<FittedBayes['columns'][number], { kind: 'number' }>): Odds {
  const constant = Math.log(deviations[0] / deviations[1])
  return given => {
    const value = Number(given)
    if (Number.isNaN(value)) return 0
    const no = (value - means[0]) / deviations[0]
    const yes = (value - means[1]) / deviations[1]
    return constant + 0.5 * no * no - 0.5 * yes * yes
  }
}

function wordOdds({
  levels,
  logOdds,
  unseen,
}: Extract<FittedBayes['columns'][number], { kind: 'category' }>): Odds {
  const places = new Map<unknown, number>(levels.map((level, at) => [level, logOdds[at]!]))
  return word => places.get(word) ?? unseen
}
