import type { Scorer } from '@kindred/language'
import type { LifetimeDefinition, ModelDefinition } from './definitions.ts'
import type { ModelMethod } from './model-methods.ts'

/**
 * What training made of a model: plain JSON, kept in the catalog under the model's id and a version that counts up.
 * What it is judged by stands in its card.
 */
export interface FittedModel {
  readonly id: string
  /** 1, 2, 3 …: each time it is trained. */
  readonly version: number
  readonly createdAt: number
  readonly author: string
  /** The model as it was defined when it was trained. */
  readonly asked: Omit<ModelDefinition, 'source'>
  readonly method: FittedMethod
  /** A chance from 0 to 1, or an amount. */
  readonly answer: 'chance' | 'amount'
  /** What an amount is counted in; ISO 4217 where it is money. */
  readonly currency?: string
  readonly inputs: readonly ModelInput[]
  /** What SQL and closure compute; absent: the method has no formula, and cannot be promoted. */
  readonly scorer?: Scorer
  /** Further answers by their names, where it has several: what each treatment changes, what comes of who is left alone. */
  readonly outputs?: Readonly<Record<string, Scorer>>
  /** The fitted value as learning gave it, for reasons customer by customer. */
  readonly fitted: object
  readonly card: ModelCard
}

export type FittedMethod = Exclude<ModelMethod, 'auto'> | 'onnx' | LifetimeDefinition['model']

/** One input of the formula, in the order the formula counts them. */
export interface ModelInput {
  readonly name: string
  /** In the language. */
  readonly is: string
  readonly label: string
  readonly kind: 'number' | 'money' | 'category' | 'boolean'
  /** The same for everybody: a word by which the formula is told what it is to assume. */
  readonly constant?: true
}

/** What a list shows. */
export interface FittedModelSummary
  extends Pick<FittedModel, 'id' | 'version' | 'createdAt' | 'author' | 'method' | 'answer'> {
  readonly hasFormula: boolean
  readonly rows: number
  readonly figures: readonly Figure[]
  readonly baseline: readonly Figure[]
}

/** A fitted formula, as definitions need it. */
export type FittedScorer = Pick<FittedModel, 'id' | 'version' | 'method' | 'inputs'> & {
  readonly scorer?: Scorer
  readonly outputs?: Readonly<Record<string, Scorer>>
}

export type FigureName =
  | 'auc'
  | 'average_precision'
  | 'log_loss'
  | 'brier'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'lift_top_tenth'
  | 'rmse'
  | 'mae'
  | 'r2'
  | 'spearman'
  | 'qini'
  | 'qini_normalised'
  | 'auuc'
  | 'auuc_normalised'
  | 'effect'

export interface Figure {
  readonly name: FigureName
  readonly value: number
  /** 95 %. */
  readonly interval?: readonly [number, number]
}

/** How a model came about and how good it is: everything somebody has to know who is to rely on it. */
export interface ModelCard {
  readonly definitionsVersion: number
  /** Number of the newest batch that was read. */
  readonly batch: number
  readonly seed: number
  /** Seconds it was given to try methods and settings. */
  readonly budget: number
  /** How far the target looks ahead, in milliseconds; absent: it does not. */
  readonly ahead?: number
  /** Of how many customers, at the last instant that was learned from. */
  readonly population: { readonly customers: number; readonly base: number }
  /** Rows it learned from, oldest instant first. */
  readonly instants: readonly TrainingInstant[]
  readonly rows: number
  readonly folds: number
  readonly features: readonly ModelFeature[]
  /** Best first. */
  readonly tried: readonly TriedMethod[]
  readonly recommendation: string
  readonly calibration: { readonly by: 'none' | 'platt' | 'isotonic' | 'level'; readonly says: string }
  /** Of an amount that was judged by a later period. */
  readonly level?: ModelLevel
  readonly judged: JudgedModel
  readonly baseline: { readonly says: string; readonly figures: readonly Figure[] }
  /** Of customers who were in a segment at the instant of judging. */
  readonly segments: readonly JudgedSegment[]
  readonly threshold?: ModelThreshold
  /** How inputs and scores were spread among those it was judged by: what drift is measured from. */
  readonly spreads?: {
    readonly score: Spread
    readonly inputs: Readonly<Record<string, Spread>>
  }
  /** Of a model of what treatments change. */
  readonly uplift?: UpliftCard
  readonly notes: readonly string[]
}

export interface TrainingInstant {
  readonly at: number
  /** In the population then. */
  readonly customers: number
  /** Of them, learned from. */
  readonly rows: number
  /** Share of whom it was true, or the mean. */
  readonly mean: number
}

export interface ModelFeature extends ModelInput {
  readonly why: string
  readonly knownShare: number
  /** The middle of the numbers it learned from, or their commonest word; `null` is unknown. Absent: not used. */
  readonly typical?: number | string | null
  /** Mean loss of the leading figure when its values are shuffled among customers; absent: not used. */
  readonly importance?: number
  /** Not used, and why. */
  readonly dropped?: string
  /** What becomes of the answer as it rises, others as they are: of numbers at quantiles, of words each. */
  readonly dependence?: readonly { readonly value: number | string | null; readonly answer: number }[]
}

/** One method with the settings it did best with, over the folds. */
export interface TriedMethod {
  readonly method: FittedMethod
  /** `trees 100, leaves 31` */
  readonly settings: string
  /** What methods were chosen by; higher is better for `auc`, lower for `rmse`. */
  readonly figure: Figure
  /** Standard error over the folds. */
  readonly error: number
  readonly chosen: boolean
  readonly hasFormula: boolean
  /** Why it cannot be chosen. */
  readonly excluded?: string
}

/** What came of a later period in all, and what was foretold. */
export interface ModelLevel {
  /** What is foretold is multiplied by it; 1 where about as much came as was foretold. */
  readonly factor: number
  /** Mean of what was foretold, before it is multiplied. */
  readonly foretold: number
  readonly came: number
  /** Mean square of what is left of a row, by what came of one: in the unit of the amount. */
  readonly dispersion: number
}

export interface JudgedModel {
  /** `later`: an instant after all it learned from. `apart`: customers it did not learn from. */
  readonly by: 'later' | 'apart'
  readonly at: number
  readonly rows: number
  readonly mean: number
  readonly figures: readonly Figure[]
  readonly curves: ModelCurves
}

export interface ModelCurves {
  /** Share of those of whom it is false and of those of whom it is true who score at least so much; of a chance. */
  readonly roc?: readonly (readonly [falsePositive: number, truePositive: number])[]
  /** By tenths of the rows, best score first. */
  readonly tenths: readonly {
    readonly rows: number
    readonly score: number
    /** Share of whom it was true, or the mean. */
    readonly actual: number
    /** Of everything there is to find, found so far. */
    readonly gain: number
    readonly lift: number
  }[]
  /** What was foretold against what came. */
  readonly calibration: readonly {
    readonly foretold: number
    readonly actual: number
    readonly rows: number
  }[]
}

export interface JudgedSegment {
  readonly segment: string
  readonly name: string
  readonly rows: number
  readonly mean: number
  readonly foretold: number
  /** Absent where there are too few rows of either answer. */
  readonly figure?: Figure
}

/** How values were spread: how many in each part. */
export interface Spread {
  /** Of numbers the ends of parts, ascending; behind them those above the last, then unknown ones. */
  readonly edges?: readonly number[]
  /** Of words the heaviest; behind them all others, then unknown ones. */
  readonly words?: readonly string[]
  readonly counts: readonly number[]
}

/** What treatments change, by the rows that were not learned from. */
export interface UpliftCard {
  readonly learner: string
  /** Of those left alone. */
  readonly control: { readonly rows: number; readonly mean: number }
  /** The first is the one that the score is of. */
  readonly treatments: readonly JudgedTreatment[]
  /** From which effect on treating is worth it, and why. */
  readonly worth: { readonly at: number; readonly says: string }
  /** Who answers with at least this if left alone is sure. */
  readonly sure: number
}

export interface JudgedTreatment {
  readonly name: string
  /** Treated, and what came of them. */
  readonly rows: number
  readonly mean: number
  readonly figures: readonly Figure[]
  /** Customers from the greatest effect on: their share, what the treatment changed of them, and the Qini curve. */
  readonly curve: readonly UpliftPoint[]
  readonly groups: readonly JudgedGroup[]
}

export interface UpliftPoint {
  readonly share: number
  readonly uplift: number
  readonly gain: number
  /** The gain, 95 %; absent of models of before. */
  readonly within?: readonly [low: number, high: number]
}

/** One of the four groups. */
export interface JudgedGroup {
  readonly group: 'persuadable' | 'sure_thing' | 'lost_cause' | 'do_not_disturb'
  readonly rows: number
  /** Mean of what was foretold. */
  readonly foretold: number
  /** Those treated less those left alone; absent: one of the two is empty. */
  readonly came?: number
}

/** From which chance on somebody is worth treating. */
export interface ModelThreshold {
  readonly at: number
  readonly says: string
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
  /** Of treating everybody above it, where benefit and cost are known. */
  readonly profit?: number
}
