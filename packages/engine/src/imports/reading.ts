import type { ArithmeticOperator, CompareOperator } from './import-expression.ts'
import type { TimeFormat } from './time-format.ts'

/**
 * What is computed of a row's cells, every conversion in its place: what both readers of mappings (JavaScript and
 * SQL) stand on. Text that is empty is unknown. A conversion that fails sets the row aside, by its `column`.
 */
export type Reading = TextReading | DecimalReading | ValueReading

/** Gives text; empty is unknown. */
export type TextReading =
  | { readonly kind: 'cell'; readonly column: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'join'; readonly parts: readonly TextReading[] }
  | { readonly kind: 'trim' | 'lower' | 'upper'; readonly of: TextReading }
  | { readonly kind: 'replace'; readonly of: TextReading; readonly from: string; readonly to: string }
  /** The piece at `index`, from 1, of what stands between separators. */
  | { readonly kind: 'part'; readonly of: TextReading; readonly separator: string; readonly index: number }
  | { readonly kind: 'decimal_text'; readonly of: DecimalReading }
  | Choice<TextReading>
  | FirstKnown<TextReading>

/** Gives an exact decimal with 18 places. */
export type DecimalReading =
  | { readonly kind: 'decimal'; readonly of: TextReading; readonly column: string }
  | { readonly kind: 'constant'; readonly value: string }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly left: DecimalReading
      readonly right: DecimalReading
      readonly column: string
    }
  | { readonly kind: 'abs'; readonly of: DecimalReading }
  | Choice<DecimalReading>
  | FirstKnown<DecimalReading>

/** Gives a value of a declared type. */
export type ValueReading =
  | { readonly kind: 'number'; readonly of: TextReading; readonly column: string }
  | { readonly kind: 'computed_number'; readonly of: DecimalReading; readonly column: string }
  | { readonly kind: 'money'; readonly of: TextReading; readonly column: string }
  | { readonly kind: 'computed_money'; readonly of: DecimalReading; readonly column: string }
  | {
      readonly kind: 'instant'
      readonly of: TextReading
      readonly column: string
      readonly format: TimeFormat
      readonly timezone: string
    }
  | { readonly kind: 'date'; readonly of: TextReading; readonly column: string; readonly format: TimeFormat }
  | { readonly kind: 'boolean'; readonly of: TextReading; readonly column: string }
  | { readonly kind: 'condition'; readonly of: RowCondition }
  | { readonly kind: 'tags'; readonly of: TextReading; readonly separator: string }
  | {
      readonly kind: 'place'
      readonly latitude: TextReading
      readonly longitude: TextReading
      readonly column: string
    }
  | Choice<ValueReading>
  | FirstKnown<ValueReading>

export interface Choice<R> {
  readonly kind: 'choice'
  readonly when: RowCondition
  readonly value: R
  readonly otherwise: R
}
export interface FirstKnown<R> {
  readonly kind: 'first_known'
  readonly of: readonly R[]
}

/** True or false; a comparison with an unknown is false. All parts are always evaluated. */
export type RowCondition =
  | { readonly kind: 'is_empty'; readonly of: TextReading; readonly empty: boolean }
  | {
      readonly kind: 'text_compare'
      readonly operator: Extract<CompareOperator, '=' | '!=' | 'starts with' | 'ends with' | 'contains'>
      readonly left: TextReading
      readonly right: TextReading
    }
  | {
      readonly kind: 'number_compare'
      readonly operator: Extract<CompareOperator, '=' | '!=' | '<' | '<=' | '>' | '>='>
      readonly left: DecimalReading
      readonly right: DecimalReading
    }
  | { readonly kind: 'one_of'; readonly of: TextReading; readonly options: readonly string[] }
  /** A cell that says true or false. */
  | { readonly kind: 'holds'; readonly of: TextReading; readonly column: string }
  | { readonly kind: 'all' | 'some'; readonly of: readonly RowCondition[] }
  | { readonly kind: 'not'; readonly of: RowCondition }
