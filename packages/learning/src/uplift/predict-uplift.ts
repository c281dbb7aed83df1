import { requireTable } from '../matrix/require-table.ts'
import type { Table } from '../matrix/table.ts'
import { type FittedModel, predictModel } from '../supervised/fitted-model.ts'
import type { FittedEffect, FittedUplift } from './fitted-uplift.ts'

/** What is foretold of every row if it is left alone, and what each treatment would change. */
export interface PredictedUplift {
  readonly control: Float64Array
  /** One list a treatment, that of treatment 1 first. */
  readonly effects: readonly Float64Array[]
}

/**
 * Foretells effects row by row.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: that of the models.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3, 1, 2, 3) }] }
 * const [method] = methods.filter(({ id }) => id === 'ridge')
 * const rows = { table: ages, target: [1, 2, 3, 2, 4, 6], treatment: [0, 0, 0, 1, 1, 1], task: 'number' }
 * predictUplift(fitUplift('s', { ...rows, method, settings: { penalty: 0 }, seed: 1 }), ages).effects[0] // [2, 2, 2, 2, 2, 2]
 */
export function predictUplift({ control, effects }: FittedUplift, table: Table): PredictedUplift {
  const without = control.kind === 'baseline' ? predictModel(control.model, table) : outcomeOf(control, table)
  return { control: without, effects: effects.map(effect => effectsOf(effect, table, without)) }
}

function outcomeOf(
  { model, column, word }: Extract<FittedEffect, { kind: 'switch' }>,
  table: Table,
): Float64Array {
  const words = new Array<string>(requireTable(table)).fill(word)
  return predictModel(model, withTreatment(table, column, words))
}

function effectsOf(effect: FittedEffect, table: Table, without: Float64Array): Float64Array {
  switch (effect.kind) {
    case 'difference':
      return less(predictModel(effect.treated, table), without)
    case 'switch':
      return less(outcomeOf(effect, table), without)
    case 'direct':
      return predictModel(effect.model, table)
    case 'mixed': {
      const [ofControl, ofTreated] = [effect.ofControl, effect.ofTreated].map(each =>
        predictModel(each, table),
      )
      const shares = propensities(effect.share, table)
      return shares.map((share, row) => share * ofControl![row]! + (1 - share) * ofTreated![row]!)
    }
  }
}

/** The chance of being treated, row by row. */
export function propensities(share: FittedModel | number, table: Table): Float64Array {
  if (typeof share !== 'number') return predictModel(share, table)
  return new Float64Array(requireTable(table)).fill(share)
}

export function withTreatment(table: Table, name: string, values: readonly string[]): Table {
  return { columns: [...table.columns, { name, kind: 'category', values }] }
}

function less(values: Float64Array, taken: Float64Array): Float64Array {
  return values.map((value, row) => value - taken[row]!)
}
