/** One expression of a mapping file, parsed: what is computed of a row's columns. Every value is text, number, boolean, instant or date, or unknown (an empty cell). */
export type ImportExpression =
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*' | '/'; readonly left: ImportExpression; readonly right: ImportExpression }
  | { readonly kind: 'join'; readonly parts: readonly ImportExpression[] }
  | { readonly kind: 'choice'; readonly condition: ImportExpression; readonly then: ImportExpression; readonly otherwise: ImportExpression }
  | { readonly kind: 'compare'; readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'starts with' | 'ends with' | 'contains'; readonly left: ImportExpression; readonly right: ImportExpression }
  | { readonly kind: 'one_of'; readonly value: ImportExpression; readonly options: readonly string[] }
  | { readonly kind: 'is_empty'; readonly value: ImportExpression; readonly empty: boolean }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly operands: readonly ImportExpression[] }
  | { readonly kind: 'not'; readonly operand: ImportExpression }
  /** `InvoiceDate as "yyyy-MM-dd HH:mm:ss" in Europe/London`; without a zone the workspace's. */
  | { readonly kind: 'time'; readonly value: ImportExpression; readonly format: string; readonly timezone: string }
  | { readonly kind: 'call'; readonly function: 'trim' | 'lower' | 'upper' | 'replace' | 'split' | 'number' | 'abs' | 'coalesce'; readonly arguments: readonly ImportExpression[] }
