import type { Scorer } from '@kindred/language'
import type { Method, Table, Watch } from '@kindred/learning'
import type { FittedMethod } from '../../records/fitted-model.ts'

/** Numbers that a method is told beside the rows: `{ penalty: 10 }`. */
export type MethodSettings = Readonly<Record<string, number>>

export interface FitRequest {
  readonly table: Table
  /** 0 and 1 of a chance, else numbers. */
  readonly target: Float64Array
  /** Of every row, whose it is: what learns from folds of its own keeps her rows together. Default: each its own. */
  readonly customers?: Int32Array
  readonly settings: MethodSettings
  readonly seed: number
  readonly watch: Watch
}

/** What a method learned: it foretells rows, and states its formula if it has one. */
export interface LearnedModel {
  /** Plain JSON, tagged with its kind. */
  readonly fitted: object
  /** Of every row a chance, or an amount. */
  predict(table: Table): Float64Array
  /**
   * Its formula; undefined where it has none.
   *
   * @param places - Of every column the place of its input.
   */
  scorer(places: InputPlaces): Scorer | undefined
  /** What it is counted in where it is neither a chance nor an amount: effects are differences. */
  readonly unit?: EffectUnit
  /** What every column adds to each row, exactly. */
  contributions?(table: Table): Contributions
}

export type InputPlaces = (column: string) => number

/** What effects are counted in. */
export type EffectUnit = 'log_odds' | 'chance' | 'amount'

export interface Contributions {
  readonly unit: EffectUnit
  readonly columns: readonly string[]
  /** rows × columns, row-major. */
  readonly values: Float64Array
}

/** A way of learning, as all of them are compared. */
export interface LearningMethod {
  readonly id: FittedMethod
  readonly answers: readonly ('chance' | 'amount')[]
  /** Whether SQL and closure can compute what it learns. */
  readonly hasFormula: boolean
  /** Settings that are tried, the usual ones first. */
  readonly settings: (answer: 'chance' | 'amount') => readonly MethodSettings[]
  /** What a search draws settings from; absent: nothing is worth one. */
  readonly searched?: Method
  fit(request: FitRequest, answer: 'chance' | 'amount'): LearnedModel
}

export function settingsText(settings: MethodSettings): string {
  const words = Object.entries(settings).map(([name, value]) => `${name} ${value}`)
  return words.length === 0 ? 'as usual' : words.join(', ')
}
