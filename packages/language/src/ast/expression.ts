import type { AllOrAny, Comparison, TagOperator, TextOperator } from './operators.ts'
import type { Span } from './span.ts'
import type { Duration, TriggerWindow, Window } from './window.ts'

/**
 * What a person wrote, as a tree: no name is looked up yet, no type is known. `parse` makes it, `print` writes it
 * back, `check` turns it into a `Checked`. Brackets leave no node of their own: they show in the shape. Plain data.
 */
export type Expression =
  | NumberSyntax
  | TextSyntax
  | BooleanSyntax
  | DurationSyntax
  | DateSyntax
  | InstantSyntax
  | NameSyntax
  | PropertySyntax
  | SegmentSyntax
  | CallSyntax
  | NegativeSyntax
  | ArithmeticSyntax
  | CompareSyntax
  | BetweenSyntax
  | OneOfSyntax
  | InListSyntax
  | InWindowSyntax
  | TextTestSyntax
  | TagTestSyntax
  | KnownTestSyntax
  | NearSyntax
  | InsideSyntax
  | TopSyntax
  | NotSyntax
  | LogicSyntax

/** What may stand between the brackets of a call: an expression, an event with a condition on it, steps, or a window. */
export type ArgumentSyntax = Expression | WhereSyntax | SequenceSyntax | WindowSyntax

interface Node {
  readonly span: Span
}

/** Digits as they are meant, without a needless zero: `-12.5`. Kept as text, since money takes it exactly. */
export interface NumberSyntax extends Node {
  readonly kind: 'number'
  readonly text: string
}
/** In Unicode's composed form (NFC). */
export interface TextSyntax extends Node {
  readonly kind: 'text'
  readonly value: string
}
export interface BooleanSyntax extends Node {
  readonly kind: 'boolean'
  readonly value: boolean
}
export interface DurationSyntax extends Node {
  readonly kind: 'duration'
  readonly duration: Duration
}
/** In days since 1970-01-01. */
export interface DateSyntax extends Node {
  readonly kind: 'date'
  readonly day: number
}
/** As written, `2026-11-21T10:30` or with an offset: what it is depends on the workspace's time zone. */
export interface InstantSyntax extends Node {
  readonly kind: 'instant'
  readonly text: string
}
export interface NameSyntax extends Node {
  readonly kind: 'name'
  readonly name: string
}
/** `purchase.amount` */
export interface PropertySyntax extends Node {
  readonly kind: 'property'
  readonly event: string
  readonly property: string
}
/** `in(vip)` */
export interface SegmentSyntax extends Node {
  readonly kind: 'segment'
  readonly segment: string
}
export interface CallSyntax extends Node {
  readonly kind: 'call'
  readonly function: string
  readonly arguments: readonly ArgumentSyntax[]
}
/** `purchase where amount > 5`, as the first argument of an aggregate. */
export interface WhereSyntax extends Node {
  readonly kind: 'where'
  readonly source: Expression
  readonly condition: Expression
}
/** `visit then no purchase within 24h`, as the first argument of `did` and `never`. */
export interface SequenceSyntax extends Node {
  readonly kind: 'sequence'
  readonly steps: readonly StepSyntax[]
}
export interface StepSyntax extends Node {
  readonly source: Expression | WhereSyntax
  /** `no`: this must not happen. */
  readonly absent: boolean
  readonly within?: Duration
}
/** A window other than a bare duration, as an argument of an aggregate. */
export interface WindowSyntax extends Node {
  readonly kind: 'window'
  readonly window: Window
}
/** `-x`; of a number it is a number. */
export interface NegativeSyntax extends Node {
  readonly kind: 'negative'
  readonly operand: Expression
}
export interface ArithmeticSyntax extends Node {
  readonly kind: 'arithmetic'
  readonly operator: '+' | '-' | '*' | '/'
  readonly left: Expression
  readonly right: Expression
}
export interface CompareSyntax extends Node {
  readonly kind: 'compare'
  readonly operator: Comparison
  readonly left: Expression
  readonly right: Expression
}
export interface BetweenSyntax extends Node {
  readonly kind: 'between'
  readonly value: Expression
  readonly low: Expression
  readonly high: Expression
}
/** `country in ("CZ", "SK")` */
export interface OneOfSyntax extends Node {
  readonly kind: 'one_of'
  readonly value: Expression
  readonly options: readonly Expression[]
}
/** `company in list(competitors)` */
export interface InListSyntax extends Node {
  readonly kind: 'in_list'
  readonly value: Expression
  readonly list: string
}
/** `contract_end in next 30d` */
export interface InWindowSyntax extends Node {
  readonly kind: 'in_window'
  readonly value: Expression
  readonly window: TriggerWindow
}
export interface TextTestSyntax extends Node {
  readonly kind: 'text_test'
  readonly operator: TextOperator
  readonly value: Expression
  readonly pattern: Expression
}
export interface TagTestSyntax extends Node {
  readonly kind: 'tag_test'
  readonly operator: TagOperator
  readonly value: Expression
  readonly options: readonly Expression[]
}
export interface KnownTestSyntax extends Node {
  readonly kind: 'known_test'
  readonly value: Expression
  readonly known: boolean
}
/** `home within 25km of (50.08, 14.43)`; the numbers as in `NumberSyntax`. */
export interface NearSyntax extends Node {
  readonly kind: 'near'
  readonly value: Expression
  readonly kilometres: string
  readonly latitude: string
  readonly longitude: string
}
/** `home inside place(prague)` */
export interface InsideSyntax extends Node {
  readonly kind: 'inside'
  readonly value: Expression
  readonly place: string
}
/** `top 20% by spend`, `top 100 by spend`; the number as in `NumberSyntax`. */
export interface TopSyntax extends Node {
  readonly kind: 'top'
  readonly best: string
  readonly percent: boolean
  readonly by: Expression
}
export interface NotSyntax extends Node {
  readonly kind: 'not'
  readonly operand: Expression
}
/** Two operands or more; one of the same kind as the node stood in brackets. */
export interface LogicSyntax extends Node {
  readonly kind: AllOrAny
  readonly operands: readonly Expression[]
}

/** The expressions right below one, in the order of the text. */
export function partsOf(node: ArgumentSyntax): readonly ArgumentSyntax[] {
  switch (node.kind) {
    case 'call':
      return node.arguments
    case 'where':
      return [node.source, node.condition]
    case 'sequence':
      return node.steps.map(step => step.source)
    case 'negative':
    case 'not':
      return [node.operand]
    case 'arithmetic':
    case 'compare':
      return [node.left, node.right]
    case 'top':
      return [node.by]
    case 'between':
      return [node.value, node.low, node.high]
    case 'one_of':
    case 'tag_test':
      return [node.value, ...node.options]
    case 'text_test':
      return [node.value, node.pattern]
    case 'in_list':
    case 'in_window':
    case 'known_test':
    case 'near':
    case 'inside':
      return [node.value]
    case 'and':
    case 'or':
      return node.operands
    default:
      return []
  }
}
