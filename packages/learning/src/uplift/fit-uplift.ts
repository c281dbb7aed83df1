import { deepFreeze } from '../deep-freeze.ts'
import { makeFolds } from '../evaluation/folds.ts'
import { selectTable } from '../matrix/select-table.ts'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { step } from '../numeric/watch.ts'
import { type FittedModel, predictModel } from '../supervised/fitted-model.ts'
import { Arms } from './arms.ts'
import type { FittedEffect, FittedUplift } from './fitted-uplift.ts'
import { propensities, withTreatment } from './predict-uplift.ts'
import type { UpliftRequest } from './uplift-request.ts'

/**
 * What a treatment changes, customer by customer (an uplift model), by one of four learners over any method:
 *
 * - `t`: a model of the treated, a model of those left alone, and their difference. Plain; each model has its own errors.
 * - `s`: one model in which the treatment is a column. Of a linear method it says the same effect for everybody.
 * - `x`: both models foretell what would have become of the other rows; the effects are learned from that. Good where one
 *   arm has far fewer rows.
 * - `dr`: effects are learned from outcomes that were corrected by both models and by the chance of being treated: right
 *   if either of them is.
 *
 * @throws LearningError what a table, a target and weights are refused for; `bad_treatment`, `empty_arm`, `bad_option`,
 *         `too_few_groups`, `cancelled`; what a method refuses
 *
 * Source: Künzel and others (2019), Metalearners (S, T, X); Kennedy (2023), Towards optimal doubly robust estimation.
 * Checked: known effects, and hillstrom_email (hillstrom.reference.test.ts).
 * Cost: 1 + treatments fits (t), 1 (s), 1 + 3 × treatments (x), 1 + 5 × treatments (dr).
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3, 1, 2, 3) }] }
 * const [method] = methods.filter(({ id }) => id === 'ridge')
 * const rows = { table: ages, target: [1, 2, 3, 2, 4, 6], treatment: [0, 0, 0, 1, 1, 1], task: 'number' }
 * const fitted = fitUplift('t', { ...rows, method, settings: { penalty: 0 }, seed: 1 })
 * predictUplift(fitted, ages).effects[0] // [1, 2, 3, 1, 2, 3]
 */
export function fitUplift(learner: FittedUplift['learner'], request: UpliftRequest): FittedUplift {
  const arms = new Arms(request)
  const fitted = learner === 's' ? bySwitch(arms) : withBaseline(learner, arms)
  return deepFreeze({ kind: 'uplift', version: 1, learner, task: request.task, ...fitted })
}

type Fitted = Pick<FittedUplift, 'control' | 'effects'>

function bySwitch(arms: Arms): Fitted {
  const { table, treatments, request } = arms
  const words = Array.from(arms.arms, String)
  const column = freeName(table)
  const model = arms.fitOutcome(
    arms.rowsOf([...new Array(treatments + 1).keys()]),
    withTreatment(table, column, words),
  )
  step(request, 1, 1)
  const switched = (arm: number) => ({ kind: 'switch', model, column, word: `${arm}` }) as const
  return { control: switched(0), effects: Array.from({ length: treatments }, (_, at) => switched(at + 1)) }
}

function freeName({ columns }: Table): string {
  const names = new Set(columns.map(({ name }) => name))
  let name = 'treatment'
  while (names.has(name)) name += '_'
  return name
}

function withBaseline(learner: 't' | 'x' | 'dr', arms: Arms): Fitted {
  const { treatments, request } = arms
  const baseline = arms.fitOutcome(arms.rowsOf([0]))
  const effects = Array.from({ length: treatments }, (_, at): FittedEffect => {
    const effect = effectOf(learner, arms, at + 1, baseline)
    step(request, at + 1, treatments)
    return effect
  })
  return { control: { kind: 'baseline', model: baseline }, effects }
}

function effectOf(
  learner: 't' | 'x' | 'dr',
  arms: Arms,
  treatment: number,
  baseline: FittedModel,
): FittedEffect {
  if (learner === 'dr') return { kind: 'direct', model: doublyRobust(arms, treatment) }
  const treated = arms.fitOutcome(arms.rowsOf([treatment]))
  return learner === 't' ? { kind: 'difference', treated } : crossed(arms, treatment, { baseline, treated })
}

interface Outcomes {
  readonly baseline: FittedModel
  readonly treated: FittedModel
}

/** What rows had, against what the other model says they would have had. */
function crossed(arms: Arms, treatment: number, { baseline, treated }: Outcomes): FittedEffect {
  const { table, target } = arms
  const without = predictModel(baseline, table)
  const withIt = predictModel(treated, table)
  return {
    kind: 'mixed',
    ofControl: arms.fitEffect(
      withIt.map((value, row) => value - target[row]!),
      arms.rowsOf([0]),
    ),
    ofTreated: arms.fitEffect(
      target.map((value, row) => value - without[row]!),
      arms.rowsOf([treatment]),
    ),
    share: arms.fitPropensity(treatment),
  }
}

/** Nobody is taken for so unlikely to be treated, or to be left alone, that one row outweighs all. */
const LEAST_CHANCE = 0.01

/** Both halves of the rows are corrected by models of the other half, so that no model corrects what it has seen. */
function doublyRobust(arms: Arms, treatment: number): FittedModel {
  const { table, target } = arms
  const corrected = new Float64Array(target.length)
  const rows = arms.rowsOf([0, treatment])
  const dealt = makeFolds(
    Array.from(rows, row => 2 * Math.sign(arms.arms[row]!) + Math.sign(target[row]!)),
    { folds: 2, random: seeded(arms.request.seed) },
  )
  for (const { train, test } of dealt) {
    const [learned, judged] = [train, test].map(places => Int32Array.from(places, place => rows[place]!))
    const part = selectTable(table, judged!)
    const without = predictModel(arms.fitOutcome(arms.rowsOf([0], learned)), part)
    const withIt = predictModel(arms.fitOutcome(arms.rowsOf([treatment], learned)), part)
    const chances = propensities(arms.fitPropensity(treatment, learned), part)
    judged!.forEach((row, at) => {
      const chance = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, chances[at]!))
      const isTreated = arms.arms[row] === treatment
      const miss = isTreated
        ? (target[row]! - withIt[at]!) / chance
        : (without[at]! - target[row]!) / (1 - chance)
      corrected[row] = withIt[at]! - without[at]! + miss
    })
  }
  return arms.fitEffect(corrected, rows)
}
