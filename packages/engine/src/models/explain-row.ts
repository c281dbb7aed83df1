import type { Column, Table } from '@kindred/learning'
import type { FittedModel, ModelInput } from '../records/fitted-model.ts'
import type { EffectUnit } from './methods/learned-model.ts'
import { restoreModel } from './methods/restore-model.ts'

/** What is known of one customer, by the names of inputs: money in whole units, booleans 0 and 1; `null` is unknown. */
export type InputValues = Readonly<Record<string, number | string | null>>

/** What one input does to the answer of one customer. */
export interface InputEffect extends Pick<ModelInput, 'name' | 'label' | 'kind'> {
  readonly value: number | string | null
  /** What it usually is. */
  readonly typical: number | string | null
  /** How much it adds, against a customer in the middle. */
  readonly effect: number
  readonly unit: EffectUnit
}

/**
 * What each input adds to a customer's answer. Where the method tells contributions they are exact and add up; else each
 * is the difference it makes when that input alone is as usual.
 *
 * @returns The greatest effect first.
 */
export function explainRow(model: FittedModel, values: InputValues): readonly InputEffect[] {
  const learned = restoreModel(model)
  const table = tableOf(model.inputs, values)
  const typical = new Map(model.card.features.map(feature => [feature.name, feature.typical ?? null]))
  const told = learned.contributions?.(table)
  const unit = told?.unit ?? learned.unit ?? (model.answer === 'chance' ? 'log_odds' : 'amount')
  const factor = model.card.level?.factor ?? 1
  const effectOf = (input: ModelInput): number => {
    if (told !== undefined) return factor * (told.values[told.columns.indexOf(input.name)] ?? 0)
    const other = { ...values, [input.name]: typical.get(input.name) ?? null }
    const [now = 0, then = 0] = [table, tableOf(model.inputs, other)].map(
      each => learned.predict(each)[0] ?? 0,
    )
    return unit === 'log_odds' ? logOdds(now) - logOdds(then) : factor * (now - then)
  }
  return model.inputs
    .filter(({ constant }) => constant !== true)
    .map(input => ({
      ...{ name: input.name, label: input.label, kind: input.kind },
      value: values[input.name] ?? null,
      typical: typical.get(input.name) ?? null,
      effect: effectOf(input),
      unit,
    }))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
}

function tableOf(inputs: readonly ModelInput[], values: InputValues): Table {
  return {
    columns: inputs.map(({ name, kind }): Column => {
      const value = values[name] ?? null
      if (kind === 'category')
        return { name, kind: 'category', values: [value === null ? null : String(value)] }
      return { name, kind: 'number', values: Float64Array.of(value === null ? Number.NaN : Number(value)) }
    }),
  }
}

function logOdds(chance: number): number {
  const kept = Math.min(1 - 1e-9, Math.max(1e-9, chance))
  return Math.log(kept / (1 - kept))
}
