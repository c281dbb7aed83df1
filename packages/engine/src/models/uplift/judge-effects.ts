import {
  judgeUplift,
  type PredictedUplift,
  quantile,
  seeded,
  upliftGroups,
  upliftIntervals,
} from '@kindred/learning'
import type { Figure, JudgedGroup, JudgedTreatment, UpliftCard } from '../../records/fitted-model.ts'

/** Rows that were not learned from, and what was foretold of them. */
export interface EffectsQuestion {
  readonly target: Float64Array
  readonly arms: Int32Array
  readonly predicted: PredictedUplift
  /** Names of the treatments, the first first. */
  readonly treatments: readonly string[]
  readonly worth: UpliftCard['worth']
  readonly seed: number
}

/** Above so many rows fewer samples are drawn for intervals: they are narrow. */
const MANY_ROWS = 20_000
const GROUPS = ['persuadable', 'sure_thing', 'lost_cause', 'do_not_disturb'] as const

/** Each treatment against those left alone: Qini and uplift curves with intervals, and the four groups. */
export function judgeEffects(question: EffectsQuestion): Pick<UpliftCard, 'control' | 'treatments' | 'sure'> {
  const { target, arms, predicted, treatments } = question
  const left = rowsOf(arms, [0])
  const sure = meanOf(predicted.control, Int32Array.from(arms.keys()))
  return {
    control: { rows: left.length, mean: meanOf(target, left) },
    sure,
    treatments: treatments.map((name, at) => judgeTreatment(question, name, at, sure)),
  }
}

function judgeTreatment(question: EffectsQuestion, name: string, at: number, sure: number): JudgedTreatment {
  const { target, arms, predicted, seed } = question
  const rows = rowsOf(arms, [0, at + 1])
  const effects = predicted.effects[at] ?? new Float64Array(0)
  const given = {
    target: pick(target, rows),
    treatment: Int32Array.from(rows, row => (arms[row] === 0 ? 0 : 1)),
    scores: pick(effects, rows),
  }
  const found = judgeUplift(given)
  const repeats = rows.length > MANY_ROWS ? 100 : 200
  const { qini, auuc, effect, gains } = upliftIntervals(given, { random: seeded(seed), repeats })
  const within = (figure: Figure['name'], { value, low, high }: typeof qini): Figure => ({
    ...{ name: figure, value, interval: [low, high] },
  })
  const treated = rowsOf(arms, [at + 1])
  return {
    ...{ name, rows: treated.length, mean: meanOf(target, treated) },
    figures: [
      within('qini', qini),
      { name: 'qini_normalised', value: found.qiniNormalised },
      within('auuc', auuc),
      { name: 'auuc_normalised', value: found.auucNormalised },
      within('effect', effect),
    ],
    curve: found.curve.map((point, part) => ({ ...point, within: [gains[part]!.low, gains[part]!.high] })),
    groups: judgeGroups(question, effects, at, sure),
  }
}

/** Everybody by what is foretold; what came by those who were treated so or left alone. */
function judgeGroups(
  { target, arms, predicted, worth }: EffectsQuestion,
  effects: Float64Array,
  at: number,
  sure: number,
): readonly JudgedGroup[] {
  const groups = upliftGroups(predicted.control, effects, { worth: worth.at, sure })
  return GROUPS.map(group => {
    const rows = Int32Array.from(groups.keys()).filter(row => groups[row] === group)
    const [treated, left] = [at + 1, 0].map(arm => rows.filter(row => arms[row] === arm))
    const foretold = rows.length === 0 ? 0 : meanOf(effects, rows)
    if (!treated?.length || !left?.length) return { group, rows: rows.length, foretold }
    return { group, rows: rows.length, foretold, came: meanOf(target, treated) - meanOf(target, left) }
  })
}

/** What a treatment changed of some rows, or undefined where one arm has nobody. */
export function observedEffect(
  target: Float64Array,
  arms: Int32Array,
  treatment: number,
): number | undefined {
  const [treated, left] = [rowsOf(arms, [treatment]), rowsOf(arms, [0])]
  return treated.length === 0 || left.length === 0
    ? undefined
    : meanOf(target, treated) - meanOf(target, left)
}

/**
 * From which effect on treating is worth it: what it costs over what the answer brings.
 *
 * @param left - What came of those left alone.
 */
export function worthOf(
  { benefit, cost }: { readonly benefit?: number; readonly cost?: number },
  answer: 'chance' | 'amount',
  left: Float64Array,
): UpliftCard['worth'] {
  if (answer === 'amount' && cost !== undefined)
    return { at: cost, says: `Treating is worth it where it brings more than the ${cost} that it costs.` }
  if (answer === 'chance' && cost !== undefined && benefit !== undefined && benefit > 0) {
    const at = Math.min(1, cost / benefit)
    return {
      at,
      says: `Treating costs ${cost} and an answer brings ${benefit}: it is worth it from ${points(at)} on.`,
    }
  }
  if (answer === 'chance')
    return {
      at: 0.01,
      says: 'Treating is taken to be worth one point; say benefit and cost to have what pays.',
    }
  const at = Math.abs(quantile(left.toSorted(), 0.5)) / 100
  return { at, says: 'Treating is taken to be worth a hundredth of the usual; say cost to have what pays.' }
}

function points(share: number): string {
  return `${(100 * share).toFixed(1)} points`
}

function rowsOf(arms: Int32Array, wanted: readonly number[]): Int32Array {
  return Int32Array.from(arms.keys()).filter(row => wanted.includes(arms[row] ?? -1))
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? Number.NaN)
}

function meanOf(values: Float64Array, rows: Int32Array): number {
  return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length
}
