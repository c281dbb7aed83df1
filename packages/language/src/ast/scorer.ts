import type { LifetimeScorer } from './lifetime-scorer.ts'

/**
 * What a fitted model computes of one customer: plain data, survives JSON. SQL and closure both read it, so that a score
 * is the same wherever it is asked for: of trees to the last bit, of the rest to 1e-9 of its size.
 *
 * A scorer speaks of a model's inputs by their places in one list (`ScoreInput`). An input is a number (money in currency
 * units, a boolean as 1 or 0, a date as days since 1970, an instant or a duration as milliseconds) or a word; either can
 * be missing. A result that is not finite is unknown.
 */
export type Scorer = TreesScorer | LayersScorer | BlendScorer | LifetimeScorer

/**
 * (base + the leaf of the first tree + that of the second + …) × factor, then the links. Summed in this order.
 * Boosting: a base and a factor of 1; a forest: a base of 0 and one over the number of trees.
 */
export interface TreesScorer {
  readonly kind: 'trees'
  readonly base: number
  readonly trees: readonly (readonly ScorerNode[])[]
  readonly factor: number
  readonly links: readonly ScoreLink[]
}

/** A place in a tree, the root first and every node before its branches; `left` and `right` are places in the list. */
export type ScorerNode =
  | { readonly kind: 'leaf'; readonly value: number }
  /** Left where a number is at most the threshold; a missing one goes where it is told. */
  | {
      readonly kind: 'threshold'
      readonly input: number
      readonly threshold: number
      readonly missing: 'left' | 'right'
      readonly left: number
      readonly right: number
    }
  /** Left where the input is missing. */
  | { readonly kind: 'missing'; readonly input: number; readonly left: number; readonly right: number }
  /** Left where it is one of these words; `null` is a missing one. A word that was not seen goes right. */
  | {
      readonly kind: 'levels'
      readonly input: number
      readonly levels: readonly (string | null)[]
      readonly left: number
      readonly right: number
    }

/**
 * Inputs read as numbers, and what dense layers make of them: linear and logistic models (one layer), networks, support
 * vector machines by random features (`cosine`), naive Bayes (`square`). The last layer has one output.
 */
export interface LayersScorer {
  readonly kind: 'layers'
  readonly readings: readonly InputReading[]
  readonly layers: readonly ScorerLayer[]
  readonly links: readonly ScoreLink[]
}

/** (transform(read, or `fill` where that is missing) − centre) / scale */
export interface InputReading {
  readonly input: number
  readonly how: ReadingKind
  readonly fill: number
  readonly transform: ReadingTransform
  readonly centre: number
  readonly scale: number
}

/** How a number is read from an input. */
export type ReadingKind =
  /** The number itself. */
  | { readonly kind: 'number' }
  /** 1 where it is missing, else 0. */
  | { readonly kind: 'missing' }
  /** The place of a word in an order of words: 0, 1, 2 …; missing where it is none of them. */
  | { readonly kind: 'order'; readonly levels: readonly string[] }
  /** 1 where it is this word, else 0; `null` is a missing one. */
  | { readonly kind: 'level'; readonly level: string | null }
  /** 1 where it is none of these words, else 0. */
  | { readonly kind: 'other'; readonly levels: readonly (string | null)[] }

/** Knots ascend: [value, becomes]; straight lines between them, level beyond both ends. */
export type ReadingTransform =
  | { readonly kind: 'none' }
  /** sign(x) · log(1 + |x|), or straight lines in its place. */
  | { readonly kind: 'log'; readonly knots?: readonly (readonly [number, number])[] }
  | { readonly kind: 'rank'; readonly knots: readonly (readonly [number, number])[] }

/** Of every output: activation(bias + weight · input + …). */
export interface ScorerLayer {
  /** A row for every output, a weight for every reading or output of the layer before. */
  readonly weights: readonly (readonly number[])[]
  readonly bias: readonly number[]
  readonly activation: Activation
}

export type Activation = 'identity' | 'relu' | 'tanh' | 'logistic' | 'cosine' | 'square'

/** bias + weight × score + …, of scorers over the same inputs; then the links. Unknown where one of them is. */
export interface BlendScorer {
  readonly kind: 'blend'
  readonly of: readonly Scorer[]
  readonly weights: readonly number[]
  readonly bias: number
  readonly links: readonly ScoreLink[]
}

/** What becomes of a sum, in the order of the list. */
export type ScoreLink =
  /** 1 / (1 + exp(−x)) */
  | { readonly kind: 'logistic' }
  | { readonly kind: 'exp' }
  /** 1 / (1 + exp(−(slope · x + intercept))) */
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  /**
   * `at` ascends, a value for each. `steps`: the value of the last that is not above x; `lines`: straight lines between
   * them. Level beyond both ends.
   */
  | {
      readonly kind: 'isotonic'
      readonly at: readonly number[]
      readonly values: readonly number[]
      readonly between: 'steps' | 'lines'
    }
