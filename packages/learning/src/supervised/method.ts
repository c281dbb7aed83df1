import type { Task } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import type { Watch } from '../numeric/watch.ts'
import type { FittedModel } from './fitted-model.ts'

/** What a method is told beside the rows: `{ penalty: 10 }`. */
export type Settings = Readonly<Record<string, number>>

/** Where a setting may lie. */
export interface Range {
  readonly from: number
  readonly to: number
  /** Drawn by its logarithm: as often from 1 to 10 as from 10 to 100. Default false. */
  readonly byFactor?: boolean
  /** Only whole numbers. Default false. */
  readonly whole?: boolean
}

export interface FitRequest extends Watch {
  readonly table: Table
  /** 0 or 1, or a finite number a row. */
  readonly target: ArrayLike<number>
  readonly task: Task
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  /** Those not named are as usual. */
  readonly settings?: Settings
  /** The same seed gives the same model. */
  readonly seed: number
}

/** A way to learn from rows whose answer is known: every one is described alike, so that all are compared alike. */
export interface Method {
  readonly id: string
  readonly tasks: readonly Task[]
  /** Settings that are worth a search, by name. */
  readonly space: Readonly<Record<string, Range>>
  /** @throws LearningError what the method refuses */
  fit(request: FitRequest): FittedModel
}
