/** A column of numbers. NaN is a missing value. */
export interface NumberColumn {
  readonly name: string
  readonly kind: 'number'
  readonly values: Float64Array
}

/** A column of words. `null` is a missing value. */
export interface CategoryColumn {
  readonly name: string
  readonly kind: 'category'
  readonly values: readonly (string | null)[]
}

export type Column = NumberColumn | CategoryColumn

/** What is known of customers, one value a customer in every column, all in one order. */
export interface Table {
  readonly columns: readonly Column[]
}
