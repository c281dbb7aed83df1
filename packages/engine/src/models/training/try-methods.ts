import { type Fold, LearningError, makeFolds, seeded, selectTable, type Watch } from '@kindred/learning'
import type { TriedMethod } from '../../records/fitted-model.ts'
import { type LearningMethod, type MethodSettings, settingsText } from '../methods/learned-model.ts'
import type { TrainingTask } from '../training-task.ts'
import { gainOver, type LeadingFigure, leadingFigure } from './leading-figure.ts'
import { partOf } from './part-of.ts'
import { searchedPlans } from './searched-plans.ts'
import type { RowSet } from './split-rows.ts'

/** What learning may take: time is looked at before each fit. */
export interface Allowance extends Watch {
  /** Milliseconds since anything. */
  readonly clock: () => number
}

/** One method with one set of settings, over the folds. */
export interface Trial {
  readonly method: LearningMethod
  readonly settings: MethodSettings
  readonly figure: number
  /** Standard error over the folds. */
  readonly error: number
  /** Of every row what was foretold by a fit that had not seen its customer. */
  readonly unseen: Float64Array
}

export interface Trials {
  /** Of each method the best, best first. */
  readonly best: readonly Trial[]
  readonly chosen: Trial
  readonly tried: readonly TriedMethod[]
  readonly folds: number
  readonly recommendation: string
}

const FOLDS = 5
/** Of the whole, as time goes, where a search follows. */
const USUAL = 0.4
/** Above so many rows three folds say as much as five. */
const MANY_ROWS = 50_000

/**
 * Compares methods and settings by the same folds: all rows of a customer are in one, so that nobody is learned from and
 * judged. Of those that are as good within one standard error, the plainest method is taken.
 *
 * @throws EngineError what the only method refuses; LearningError `cancelled`
 */
export function tryMethods(
  task: TrainingTask,
  methods: readonly LearningMethod[],
  learn: RowSet,
  allowance: Allowance,
): Trials {
  const folds = foldsOf(task, learn)
  const end = allowance.clock() + 1000 * task.budget
  const usual = plansOf(task, methods)
  const trials: Trial[] = []
  const excluded = new Map<LearningMethod, string>()
  const tryAll = (plans: readonly Plan[], from: number, share: number): void => {
    plans.forEach(({ method, settings }, at) => {
      if (excluded.has(method)) return
      const isFirst = !trials.some(each => each.method === method)
      if (trials.length > 0 && allowance.clock() > end) {
        if (isFirst) excluded.set(method, `the ${task.budget} seconds it was given were over`)
        return
      }
      const watch = partOf(allowance, from + (share * at) / plans.length, share / plans.length)
      try {
        trials.push(tryOne({ task, method, settings, learn, folds, watch }))
      } catch (error) {
        if (!(error instanceof LearningError) || error.code === 'cancelled' || methods.length === 1)
          throw error
        excluded.set(method, error.message)
      }
    })
  }
  // What goes without saying first, so that a search never takes the time of it.
  const share = (task.draws ?? 0) > 0 ? USUAL : 1
  tryAll(usual, 0, share)
  const left = (end - allowance.clock()) / 1000
  const known = methods.filter(method => !excluded.has(method))
  tryAll(searchedPlans({ ...task, budget: left }, known, learn, allowance), share, 1 - share)
  return compared(task, methods, trials, { excluded, folds: folds.length })
}

/** A method with settings that are to be tried. */
export interface Plan {
  readonly method: LearningMethod
  readonly settings: MethodSettings
}

/** The usual settings of every method, then the second ones, and so on: where time is short each was tried once. */
function plansOf({ answer }: TrainingTask, methods: readonly LearningMethod[]): Plan[] {
  const settings = methods.map(method => method.settings(answer))
  const most = Math.max(...settings.map(each => each.length))
  return Array.from({ length: most }, (_, round) => round).flatMap(round =>
    methods.flatMap((method, at) => {
      const own = settings[at]?.[round]
      return own === undefined ? [] : [{ method, settings: own }]
    }),
  )
}

function foldsOf({ seed }: TrainingTask, { target, customers }: RowSet): readonly Fold[] {
  const folds = target.length > MANY_ROWS ? 3 : FOLDS
  return makeFolds(target, { folds, random: seeded(seed), groups: customers })
}

interface One {
  readonly task: TrainingTask
  readonly method: LearningMethod
  readonly settings: MethodSettings
  readonly learn: RowSet
  readonly folds: readonly Fold[]
  readonly watch: Watch
}

function tryOne({ task, method, settings, learn, folds, watch }: One): Trial {
  const { answer, seed } = task
  const leading = leadingFigure(answer)
  const unseen = new Float64Array(learn.target.length)
  const figures = folds.map(({ train, test }, at) => {
    const part = partOf(watch, at / folds.length, 1 / folds.length)
    const rows = {
      table: selectTable(learn.table, train),
      target: pick(learn.target, train),
      customers: Int32Array.from(train, row => learn.customers[row] ?? -1),
    }
    const model = method.fit({ ...rows, settings, seed, watch: { ...quiet(part) } }, answer)
    const predicted = model.predict(selectTable(learn.table, test))
    test.forEach((row, place) => {
      unseen[row] = predicted[place] ?? Number.NaN
    })
    part.progress?.(1, 1)
    return leading.of(pick(learn.target, test), predicted)
  })
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length
  const square = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0)
  return {
    ...{ method, settings, unseen, figure: mean },
    error: Math.sqrt(square / (figures.length - 1) / figures.length),
  }
}

/** Steps of a fit are not told: how many there will be is not known. Whether to stop is looked at. */
function quiet({ signal }: Watch): Watch {
  return signal === undefined ? {} : { signal }
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? Number.NaN)
}

interface Circumstances {
  readonly excluded: ReadonlyMap<LearningMethod, string>
  readonly folds: number
}

function compared(
  task: TrainingTask,
  methods: readonly LearningMethod[],
  trials: readonly Trial[],
  { excluded, folds }: Circumstances,
): Trials {
  const leading = leadingFigure(task.answer)
  const better = (a: Trial, b: Trial) => gainOver(leading, b.figure, a.figure)
  const best = methods
    .flatMap(method => trials.filter(each => each.method === method).sort(better)[0] ?? [])
    .sort(better)
  const [first] = best
  if (first === undefined) throw new Error('no method was tried')
  const asGood = best.filter(each => gainOver(leading, first.figure, each.figure) <= first.error)
  const withFormula = asGood.filter(({ method }) => method.hasFormula)
  const candidates = withFormula.length > 0 ? withFormula : asGood
  const chosen = methods.flatMap(method => candidates.filter(each => each.method === method))[0] ?? first
  const tried = best.map(each => triedMethod(each, leading, each === chosen))
  const left = [...excluded].map(
    ([method, reason]): TriedMethod => ({
      method: method.id,
      settings: '',
      figure: { name: leading.name, value: Number.MAX_VALUE * (leading.higherIsBetter ? -1 : 1) },
      error: 0,
      chosen: false,
      hasFormula: method.hasFormula,
      excluded: reason,
    }),
  )
  return {
    best,
    chosen,
    folds,
    tried: [...tried, ...left],
    recommendation: recommend(chosen, first, leading),
  }
}

function triedMethod(trial: Trial, { name }: LeadingFigure, chosen: boolean): TriedMethod {
  const { method, settings, figure, error } = trial
  return {
    method: method.id,
    settings: settingsText(settings),
    figure: { name, value: figure },
    ...{ error, chosen },
    hasFormula: method.hasFormula,
  }
}

function recommend(chosen: Trial, first: Trial, { name }: LeadingFigure): string {
  const said = ({ method, figure }: Trial) => `${method.id} (${name} ${figure.toPrecision(4)})`
  if (chosen === first) return `${said(chosen)} did best over the folds.`
  return `${said(first)} did best over the folds, and ${said(chosen)} is as good within one standard error (${first.error.toPrecision(2)}) and plainer.`
}
