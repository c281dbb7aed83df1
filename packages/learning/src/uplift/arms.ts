import { LearningError } from '../errors.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import { requireTarget } from '../matrix/require-target.ts'
import { selectTable } from '../matrix/select-table.ts'
import type { Table } from '../matrix/table.ts'
import type { FittedModel } from '../supervised/fitted-model.ts'
import type { Method } from '../supervised/method.ts'
import { methods } from '../supervised/methods.ts'
import { requireTreatment } from './require-treatment.ts'
import type { UpliftRequest } from './uplift-request.ts'

/** Rows of an uplift request, checked, with what fits models to some of them. */
export class Arms {
  readonly request: UpliftRequest
  readonly table: Table
  readonly target: Float64Array
  readonly weights: Float64Array
  readonly arms: Int32Array
  readonly treatments: number

  /** @throws LearningError what a table, a target, weights and treatments are refused for; `bad_option` */
  constructor(request: UpliftRequest) {
    this.request = request
    this.table = request.table
    this.weights = weightsOf(requireTable(request.table), request.weights)
    this.target = requireTarget(request.target, request.task, this.weights)
    const { arms, treatments } = requireTreatment(request.treatment, this.weights)
    this.arms = arms
    this.treatments = treatments
    if (!request.method.tasks.includes(request.task))
      throw new LearningError('bad_option', {
        option: 'method',
        given: request.method.id,
        wanted: `a method that does the task '${request.task}'`,
      })
  }

  /** Rows of one of these arms, among `within`. */
  rowsOf(arms: readonly number[], within: Int32Array = Int32Array.from(this.arms.keys())): Int32Array {
    return within.filter(row => arms.includes(this.arms[row]!) && this.weights[row]! > 0)
  }

  /** What is foretold of some rows. */
  fitOutcome(rows: Int32Array, table: Table = this.table): FittedModel {
    const { method, settings = {}, task } = this.request
    return this.#fit(method, { table, target: this.target, rows, task, settings })
  }

  /** An effect, which is known of some rows. */
  fitEffect(target: Float64Array, rows: Int32Array): FittedModel {
    const { effectMethod = byRidge, effectSettings = {} } = this.request
    return this.#fit(effectMethod, {
      table: this.table,
      target,
      rows,
      task: 'number',
      settings: effectSettings,
    })
  }

  /** The chance of a treatment among its rows and those left alone: a model, or one number for all. */
  fitPropensity(treatment: number, within?: Int32Array): FittedModel | number {
    const rows = this.rowsOf([0, treatment], within)
    const { propensityMethod } = this.request
    const isTreated = Float64Array.from(this.arms, arm => (arm === treatment ? 1 : 0))
    if (propensityMethod !== undefined)
      return this.#fit(propensityMethod, {
        table: this.table,
        target: isTreated,
        rows,
        task: 'binary',
        settings: {},
      })
    let [treated, all] = [0, 0]
    for (const row of rows) {
      treated += this.weights[row]! * isTreated[row]!
      all += this.weights[row]!
    }
    return treated / all
  }

  #fit(method: Method, { table, target, rows, task, settings }: Part): FittedModel {
    const { seed, signal } = this.request
    return method.fit({
      table: selectTable(table, rows),
      target: Float64Array.from(rows, row => target[row]!),
      weights: Float64Array.from(rows, row => this.weights[row]!),
      ...{ task, settings, seed },
      ...(signal && { signal }),
    })
  }
}

interface Part {
  readonly table: Table
  readonly target: Float64Array
  readonly rows: Int32Array
  readonly task: 'binary' | 'number'
  readonly settings: UpliftRequest['settings'] & object
}

const byRidge: Method = methods.find(({ id }) => id === 'ridge')!
