/**
 * One expression of a mapping file, as written: what is computed of a row's cells. Whether `Quantity` is read as
 * text or as a number is decided by what it is wanted for, see `readAs`.
 */
export type ImportExpression =
  /** A bare word: a column, or where an event is wanted the name of one. */
  | { readonly kind: 'name'; readonly name: string }
  /** A name in backticks: always a column. */
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'text'; readonly value: string }
  /** Digits as written: decimals are exact. */
  | { readonly kind: 'number'; readonly value: string }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly left: ImportExpression
      readonly right: ImportExpression
    }
  | {
      readonly kind: 'choice'
      readonly condition: ImportExpression
      readonly value: ImportExpression
      readonly otherwise: ImportExpression
    }
  | {
      readonly kind: 'compare'
      readonly operator: CompareOperator
      readonly left: ImportExpression
      readonly right: ImportExpression
    }
  | { readonly kind: 'one_of'; readonly value: ImportExpression; readonly options: readonly string[] }
  | { readonly kind: 'is_empty'; readonly value: ImportExpression; readonly empty: boolean }
  | {
      readonly kind: 'logic'
      readonly operator: 'and' | 'or'
      readonly operands: readonly ImportExpression[]
    }
  | { readonly kind: 'not'; readonly operand: ImportExpression }
  /** `InvoiceDate as "yyyy-MM-dd HH:mm:ss" in Europe/London`; without a zone the mapping's, else the workspace's. */
  | {
      readonly kind: 'time'
      readonly value: ImportExpression
      readonly format: string
      readonly timezone: string | undefined
    }
  /** `Interests split "|"`: a list. */
  | { readonly kind: 'split'; readonly value: ImportExpression; readonly separator: string }
  /** `[latitude, longitude]`. */
  | { readonly kind: 'place'; readonly latitude: ImportExpression; readonly longitude: ImportExpression }
  | {
      readonly kind: 'call'
      readonly function: ImportFunction
      readonly arguments: readonly ImportExpression[]
    }

export type ArithmeticOperator = '+' | '-' | '*' | '/'
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'starts with' | 'ends with' | 'contains'

/** Functions and how many arguments each takes. */
export const importFunctions = {
  trim: { least: 1, most: 1 },
  lower: { least: 1, most: 1 },
  upper: { least: 1, most: 1 },
  replace: { least: 3, most: 3 },
  part: { least: 3, most: 3 },
  join: { least: 2, most: 20 },
  number: { least: 1, most: 1 },
  abs: { least: 1, most: 1 },
  coalesce: { least: 2, most: 10 },
} as const satisfies Record<string, { least: number; most: number }>

export type ImportFunction = keyof typeof importFunctions
