import type { Task } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import type { Watch } from '../numeric/watch.ts'
import type { Method, Settings } from '../supervised/method.ts'

export interface UpliftRequest extends Watch {
  readonly table: Table
  /** 0 or 1, or a finite number a row. */
  readonly target: ArrayLike<number>
  /** 0 for those left alone, else the number of the treatment. */
  readonly treatment: ArrayLike<number>
  readonly task: Task
  /** Foretells the target; has to be able to do the task. */
  readonly method: Method
  readonly settings?: Settings
  /** Foretells effects, which are numbers, where the learner has such a step. Default: ridge regression. */
  readonly effectMethod?: Method
  readonly effectSettings?: Settings
  /**
   * Foretells who was treated, where that was not drawn by chance. Default: it was, and everybody had the chance that the
   * shares of treatments tell.
   */
  readonly propensityMethod?: Method
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  readonly seed: number
}
