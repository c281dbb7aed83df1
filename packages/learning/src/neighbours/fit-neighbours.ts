import { deepFreeze } from '../deep-freeze.ts'
import { listsOf, selectRows } from '../matrix/matrix.ts'
import type { Task } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { sampleRows } from '../numeric/sample-rows.ts'
import { step, type Watch } from '../numeric/watch.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import type { FittedPreparation } from '../preparation/fitted-preparation.ts'
import { prepareRows } from '../preparation/prepare-rows.ts'

export interface NeighboursOptions extends Watch {
  readonly task: Task
  readonly random: Random
  /** One a row, 0 or more: how much a neighbour counts. Default 1 each. */
  readonly weights?: Float64Array
  /** Neighbours that are asked. Default 25, or all rows where there are fewer. */
  readonly count?: number
  /** `distance`: near ones count more, in proportion to 1 / distance. Default `uniform`. */
  readonly by?: 'uniform' | 'distance'
  /** Rows that are kept at most: a sample of them is drawn. Default 20,000. */
  readonly most?: number
  readonly preparation?: PreparationOptions
}

/** The rows themselves, prepared: plain, frozen, survives JSON. */
export interface FittedNeighbours {
  readonly kind: 'neighbours'
  readonly version: 1
  readonly task: Task
  readonly preparation: FittedPreparation
  readonly rows: readonly (readonly number[])[]
  readonly target: readonly number[]
  readonly weights: readonly number[]
  readonly count: number
  readonly by: 'uniform' | 'distance'
}

/**
 * What became of those who are most alike: the mean over the nearest rows. Nothing is learned but the preparation, and
 * the rows are kept.
 *
 * @param target - 0 or 1 a row, or a finite number.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *         `bad_option`, `nothing_left`, `cancelled`
 *
 * Source: Cover and Hart (1967), Nearest neighbor pattern classification.
 * Checked: scikit-learn's KNeighborsClassifier and KNeighborsRegressor (supervised.reference.test.ts).
 * Cost: the preparation; rows × features of memory.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(20, 21, 50, 60) }] }
 * fitNeighbours(ages, [0, 0, 1, 1], { task: 'binary', random: seeded(1), count: 2 }).rows.length // 4
 */
export function fitNeighbours(
  table: Table,
  target: ArrayLike<number>,
  options: NeighboursOptions,
): FittedNeighbours {
  const { task, random, by = 'uniform', most = 20_000 } = options
  requireOption('most', most, { least: 1, whole: true })
  requireOption('count', options.count ?? 1, { least: 1, whole: true })
  const all = prepareRows(table, target, options)
  const kept = sampleRows(all.matrix.rows, most, random)
  step(options, 1, 1)
  return deepFreeze({
    kind: 'neighbours',
    version: 1,
    task,
    preparation: all.preparation,
    rows: listsOf(selectRows(all.matrix, kept)),
    target: Array.from(kept, row => all.target[row]!),
    weights: Array.from(kept, row => all.weights[row]!),
    count: Math.min(options.count ?? 25, kept.length),
    by,
  })
}
