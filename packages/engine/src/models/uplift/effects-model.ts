import type { Scorer } from '@kindred/language'
import {
  type FittedEffect,
  type FittedModel,
  type FittedUplift,
  type FittedUpliftTree,
  type PredictedUplift,
  predictUplift,
  predictUpliftTree,
  type Table,
} from '@kindred/learning'
import { formulaOf } from '../formula/formula-of.ts'
import { valueTreesScorer } from '../formula/value-trees-scorer.ts'
import type { InputPlaces, LearnedModel } from '../methods/learned-model.ts'

/** What learning gives; told apart by its kind. */
export type FittedEffects = FittedUplift | FittedUpliftTree

export function predictEffects(fitted: FittedEffects, table: Table): PredictedUplift {
  return fitted.kind === 'uplift' ? predictUplift(fitted, table) : predictUpliftTree(fitted, table)
}

/** Formulas of all that a model of effects tells. */
export interface EffectScorers {
  /** What becomes of those left alone. */
  readonly control: Scorer
  /** What each treatment changes, the first first. */
  readonly effects: readonly Scorer[]
}

/** A column that a model of its own knows the treatment by, and the place of an input that always has one word. */
export interface SwitchPlace {
  readonly column: string
  place(word: string): number
}

/**
 * The formulas; undefined where a part of it has none.
 *
 * @param places - Of every column the place of its input.
 * @param switched - Where inputs stand that have one word for everybody; for a model that knows the treatment as a column.
 */
export function effectScorers(
  fitted: FittedEffects,
  places: InputPlaces,
  switched?: SwitchPlace,
): EffectScorers | undefined {
  if (fitted.kind === 'uplift_tree') return treeScorers(fitted, places)
  const { control, effects } = fitted
  const formula = (model: FittedModel) => formulaOf(model, places)
  const outcome = ({ model, word }: Extract<FittedEffect, { kind: 'switch' }>) =>
    formulaOf(model, column => (column === switched?.column ? switched.place(word) : places(column)))
  const left = control.kind === 'baseline' ? formula(control.model) : outcome(control)
  if (left === undefined) return undefined
  const found = effects.flatMap((effect): Scorer[] => {
    if (effect.kind === 'direct') return [formula(effect.model)].flatMap(each => each ?? [])
    if (effect.kind === 'difference') return blended([formula(effect.treated), left], [1, -1])
    if (effect.kind === 'switch') return blended([outcome(effect), left], [1, -1])
    // A share that differs between customers would be a product of two formulas.
    if (typeof effect.share !== 'number') return []
    const { share, ofControl, ofTreated } = effect
    return blended([formula(ofControl), formula(ofTreated)], [share, 1 - share])
  })
  return found.length === effects.length ? { control: left, effects: found } : undefined
}

function blended(of: readonly (Scorer | undefined)[], weights: readonly number[]): Scorer[] {
  const known = of.flatMap(each => each ?? [])
  return known.length < of.length ? [] : [{ kind: 'blend', of: known, weights, bias: 0, links: [] }]
}

/** One tree whose leaves say all: for each answer the same questions with its own numbers. */
function treeScorers({ columns, tree, treatments }: FittedUpliftTree, places: InputPlaces): EffectScorers {
  const outputs = treatments + 1
  const scorerOf = (output: number): Scorer =>
    valueTreesScorer(
      { base: 0, factor: 1, columns, trees: [{ ...tree, ...ownValues(tree, output, outputs) }], links: [] },
      places,
    )
  return { control: scorerOf(0), effects: Array.from({ length: treatments }, (_, at) => scorerOf(at + 1)) }
}

function ownValues({ values }: FittedUpliftTree['tree'], output: number, outputs: number) {
  return { values: values.filter((_, at) => at % outputs === output) }
}

/** A stored model of effects as a learned one: it foretells what the first treatment changes. */
export function effectsModel(fitted: FittedEffects): LearnedModel {
  return {
    fitted,
    unit: fitted.kind === 'uplift' && fitted.task === 'number' ? 'amount' : 'chance',
    predict: table => predictEffects(fitted, table).effects[0] ?? new Float64Array(0),
    scorer: places => effectScorers(fitted, places)?.effects[0],
  }
}
