import type { Place, Value, ValueType } from '../vocabulary/value.ts'
import type { DeclaredType } from '../vocabulary/vocabulary.ts'
import type { Scorer } from './scorer.ts'
import type { Span } from './span.ts'
import type { Duration, TriggerWindow, Window } from './window.ts'

/**
 * An expression whose names are resolved, whose types agree, and whose defaults are filled in.
 * SQL, closure, English and explanation are all made from this tree and nothing else, so that
 * no reading can choose a default of its own. Frozen, plain, survives JSON (money literals are safe integers).
 */
export type Checked =
  | Literal
  | AttributeRead
  | PropertyRead
  | FeatureRead
  | SegmentRead
  | ClassRead
  | ScoreRead
  | Aggregate
  | Sequence
  | Compare
  | Between
  | OneOf
  | TextTest
  | TagTest
  | KnownTest
  | Near
  | Inside
  | InWindow
  | Ranked
  | Logic
  | Not
  | Arithmetic
  | Call
  | Choice
  | Convert

interface Node {
  readonly type: ValueType
  /** Whether evaluation can give unknown. Conditions never can: a comparison with unknown is false. */
  readonly unknown: boolean
  readonly span: Span
}

export interface Literal extends Node {
  readonly kind: 'literal'
  readonly value: Value
}
export interface AttributeRead extends Node {
  readonly kind: 'attribute'
  readonly name: string
  readonly type: DeclaredType
}
/** A property of the event being looked at; stands only inside an aggregate's `where`. */
export interface PropertyRead extends Node {
  readonly kind: 'property'
  readonly event: string
  readonly name: string
  readonly type: DeclaredType
}
export interface FeatureRead extends Node {
  readonly kind: 'feature'
  readonly name: string
  readonly is: Checked
}
export interface SegmentRead extends Node {
  readonly kind: 'segment'
  readonly name: string
  readonly when: Checked
  readonly type: 'boolean'
}
/** The class a segmentation puts the customer in, as text. */
export interface ClassRead extends Node {
  readonly kind: 'class'
  readonly segmentation: string
  readonly of: CheckedSegmentation
  readonly type: 'text'
}
/** What a fitted model gives the customer, worked out at the instant of the evaluation. */
export interface ScoreRead extends Node {
  readonly kind: 'score'
  readonly model: string
  /** What `of` reads, in the order in which it counts them. */
  readonly inputs: readonly ScoreInput[]
  /** Absent while no fitted model counts: then the score of everybody is unknown. */
  readonly of?: Scorer
  /** Which fitted model it is. */
  readonly version?: number
  /** Which of its answers, where it has several; absent: the first. */
  readonly output?: string
  readonly type: 'number'
}
/** A number, money, boolean, date, instant, duration or text that a model reads. */
export interface ScoreInput {
  readonly name: string
  readonly is: Checked
}

export type AggregateFunction =
  | 'count' // number, never unknown
  | 'did' // boolean: count > 0
  | 'never' // boolean: count = 0
  | 'sum' // number or money, 0 of nothing
  | 'avg' // number (of money too: in currency units), unknown of nothing
  | 'min' // of number, money, date, instant
  | 'max'
  | 'distinct' // number of different known values
  | 'first' // the property's value at the first event where it is known; without property: the instant of the first event
  | 'last'
  | 'most_frequent' // the commonest known value; ties: the one seen latest
  | 'average_gap' // mean days between consecutive events, unknown below two
  | 'days' // number of calendar days with an event, 0 of none
  | 'first_day_sum' // number or money: the sum over the calendar day of the first event, 0 of none
  | 'streak' // consecutive calendar days with an event, ending today; 0 when there is none today

export interface Aggregate extends Node {
  readonly kind: 'aggregate'
  readonly function: AggregateFunction
  readonly event: string
  readonly property?: { readonly name: string; readonly type: DeclaredType }
  readonly where?: Checked
  readonly window: Window
}

/**
 * Events one after the other, in order of time and, of one instant, of their ids. Every step takes place at an
 * instant: an event at its own; an absent step when its time has run out without such an event, after which only
 * later instants come. There is at least one such way through the customer's events, all of them in the window.
 */
export interface Sequence extends Node {
  readonly kind: 'sequence'
  readonly function: 'did' | 'never'
  /** The first is neither absent nor within anything. */
  readonly steps: readonly SequenceStep[]
  readonly window: Window
  readonly type: 'boolean'
}
export type SequenceStep = SequenceEvent | SequenceAbsence

export interface SequenceEvent {
  readonly absent: false
  readonly event: string
  readonly where?: Checked
  /** At most this long after the step before it, the end in. */
  readonly within?: Duration
}
/** No such event after the step before it and for this long, the end in; looked for beyond the window's end too. */
export interface SequenceAbsence {
  readonly absent: true
  readonly event: string
  readonly where?: Checked
  readonly within: Duration
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Both sides have the same type; the checker has put in the conversions. text, boolean, place and tags know only = and !=. */
export interface Compare extends Node {
  readonly kind: 'compare'
  readonly operator: Comparison
  readonly left: Checked
  readonly right: Checked
  readonly type: 'boolean'
}
/** Both ends in. */
export interface Between extends Node {
  readonly kind: 'between'
  readonly value: Checked
  readonly low: Checked
  readonly high: Checked
  readonly type: 'boolean'
}
/** `in ("CZ", "SK")`, or `in list(name)`: then `list` is set and `options` are its items. */
export interface OneOf extends Node {
  readonly kind: 'one_of'
  readonly value: Checked
  readonly options: readonly Value[]
  readonly list?: string
  readonly type: 'boolean'
}
export interface TextTest extends Node {
  readonly kind: 'text_test'
  readonly operator: 'contains' | 'starts with' | 'ends with' | '~=' | 'matches'
  readonly value: Checked
  readonly pattern: string
  readonly type: 'boolean'
}
export interface TagTest extends Node {
  readonly kind: 'tag_test'
  readonly operator: 'any of' | 'all of' | 'none of'
  readonly value: Checked
  readonly options: readonly string[]
  readonly type: 'boolean'
}
export interface KnownTest extends Node {
  readonly kind: 'known_test'
  readonly value: Checked
  /** true: `is known`, false: `is unknown`. */
  readonly known: boolean
  readonly type: 'boolean'
}
export interface Near extends Node {
  readonly kind: 'near'
  readonly value: Checked
  readonly center: Place
  readonly kilometres: number
  readonly type: 'boolean'
}
export interface Inside extends Node {
  readonly kind: 'inside'
  readonly value: Checked
  readonly place: string
  readonly polygon: readonly Place[]
  readonly type: 'boolean'
}
/** `contract_end in next 30d`; with `anniversary`, of the day's yearly return. `value` is a date or an instant (anniversary: a date). */
export interface InWindow extends Node {
  readonly kind: 'in_window'
  readonly value: Checked
  readonly anniversary: boolean
  readonly window: TriggerWindow
  readonly type: 'boolean'
}
/**
 * Where a customer stands among all whose value is known: `top 20% by spend`, `decile(spend) = 10`,
 * `rank(spend) <= 1000`. Holds where the value is known and the tier it falls into is `in`.
 */
export interface Ranked extends Node {
  readonly kind: 'ranked'
  /** Its id says what is ranked and how it is cut: the same wherever the same is written. */
  readonly cut: Tiers
  readonly said: RankSaid
  readonly type: 'boolean'
}
/** As it was written, for the words. Of `top` one value: how many, or what percentage. */
export interface RankSaid {
  readonly of: 'top' | 'rank' | 'decile' | 'quartile' | 'quintile'
  readonly operator: Comparison | 'between' | 'in'
  readonly values: readonly number[]
  readonly percent: boolean
}
export interface Logic extends Node {
  readonly kind: 'and' | 'or'
  /** Two or more, never of the same kind as this node unless they stood in brackets. */
  readonly operands: readonly Checked[]
  readonly type: 'boolean'
}
export interface Not extends Node {
  readonly kind: 'not'
  readonly operand: Checked
  readonly type: 'boolean'
}
/**
 * Types: number∘number → number; money±money → money; money/money → number; money·number, money/number → number
 * (the checker converts the money); instant−instant → duration; instant±duration → instant; date−date → number of days;
 * date±duration → date (whole days only). Unknown operand or division by zero: unknown. A result that is not finite: unknown.
 */
export interface Arithmetic extends Node {
  readonly kind: 'arithmetic'
  readonly operator: '+' | '-' | '*' | '/'
  readonly left: Checked
  readonly right: Checked
}
export type CallFunction =
  | 'abs'
  | 'round' // half away from zero; second argument: places 0–6 (a literal)
  | 'min' // of two or more; unknown if any is
  | 'max'
  | 'coalesce' // the first known
  | 'lower' // code point by code point
  | 'length' // in code points
  | 'age' // of a date: whole years today; 29 February's birthday falls on 1 March
  | 'days_since' // of an instant: fractional days; of a date: whole calendar days
export interface Call extends Node {
  readonly kind: 'call'
  readonly function: CallFunction
  readonly arguments: readonly Checked[]
}
/** `if(c, a, b)` */
export interface Choice extends Node {
  readonly kind: 'choice'
  readonly condition: Checked
  readonly whenTrue: Checked
  readonly otherwise: Checked
}
/** money → number (currency units), instant → date (the calendar day in the workspace's zone), number literal → money. */
export interface Convert extends Node {
  readonly kind: 'convert'
  readonly value: Checked
}

/** A segmentation, checked. Exactly one class for everyone. */
export type CheckedSegmentation = FirstMatch | Tiers | Rfm

export interface FirstMatch {
  readonly kind: 'first_match'
  readonly id: string
  readonly classes: readonly { readonly class: string; readonly when: Checked }[]
  readonly otherwise: string
}
/**
 * Customers ranked by `by` (number or money, higher is better), cut into classes.
 * `quantile`: the best `top` share of the customers whose value is known.
 * `cumulative_share`: the best customers who together make `top` of the sum; values of 0 or less, or unknown, take no part.
 * `count`: the best `top` customers whose value is known, all of them where there are fewer.
 * Equal values share the better class. `top` rises, 0 < top ≤ 1; of `count` it is a whole number above 0.
 */
export interface Tiers {
  readonly kind: 'tiers'
  readonly id: string
  readonly by: Checked
  readonly method: 'quantile' | 'cumulative_share' | 'count'
  readonly classes: readonly { readonly class: string; readonly top: number }[]
  readonly otherwise: string
}
/**
 * Recency (lower is better), frequency and monetary (higher is better) each scored `quantiles` … 1 by rank among
 * the customers for whom all three are known; the first group whose ranges hold names the class.
 */
export interface Rfm {
  readonly kind: 'rfm'
  readonly id: string
  readonly recency: Checked
  readonly frequency: Checked
  readonly monetary: Checked
  readonly quantiles: number
  readonly groups: readonly RfmGroup[]
  readonly otherwise: string
}
export interface RfmGroup {
  readonly class: string
  readonly recency: readonly [number, number]
  readonly frequency: readonly [number, number]
  readonly monetary: readonly [number, number]
}

/**
 * Where the population was cut, per segmentation, stored with the refresh that found it. One list for tiers
 * (a value at least `cuts[i]` is in class i or better), three for RFM (recency: at most; others: at least),
 * best first. In the measure's own representation (money: ten-thousandths).
 */
export type Cutoffs = ReadonlyMap<string, readonly (readonly (number | bigint)[])[]>
