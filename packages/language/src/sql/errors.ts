/** Twice this many exhaust the stack of the engine's planner. */
export const DEEPEST = 800

/** What a caller can get wrong when asking for SQL. Code → sentence → remedy. */
export const sqlErrors = {
  sql_cutoffs_missing: {
    says: (what: string) => `The segmentation '${what}' ranks customers, and no cut-offs of it were given.`,
    remedy: (what: string) => `Compute the cut-offs of '${what}' first and give them with the query.`,
  },
  sql_scorer_too_large: {
    says: (what: string) => `The trees of the model '${what}' are too large to be worked out in SQL.`,
    remedy: () =>
      'Fit fewer or smaller trees: a hundred of up to 256 leaves over 30 inputs are well within bounds.',
  },
  sql_scorer_malformed: {
    says: (what: string) => `The formula of a model cannot be worked out: ${what}.`,
    remedy: () => 'Train the model again, or go back to a version that can be worked out.',
  },
  sql_name_taken: {
    says: (what: string) => `Two columns of one statement would be called '${what}'.`,
    remedy: () => 'Give every expression, mask and list of classes a name of its own, not customer_id.',
  },
  sql_tree_not_checked: {
    says: (what: string) => `The tree holds ${what}, which the check does not let through.`,
    remedy: () => 'Compile only trees that the check has returned.',
  },
  sql_nested_too_deep: {
    says: (what: string) =>
      `Features and conditions stand on each other ${what} operations deep; ClickHouse takes ${DEEPEST}.`,
    remedy: () => 'Let features stand on fewer others, or on what these are made of.',
  },
  sql_value_unreadable: {
    says: (what: string) => `ClickHouse gave a value that does not read as ${what}.`,
    remedy: () => 'Read the columns with the types of the expressions they were made from.',
  },
} as const

export type SqlErrorCode = keyof typeof sqlErrors

/** The caller asked for SQL that cannot be made, or gave back what SQL did not return. */
export class SqlError extends Error {
  override readonly name = 'SqlError'
  readonly code: SqlErrorCode
  readonly remedy: string

  constructor(code: SqlErrorCode, what: string) {
    const { says, remedy } = sqlErrors[code]
    super(`${says(what)} ${remedy(what)}`)
    this.code = code
    this.remedy = remedy(what)
  }
}
