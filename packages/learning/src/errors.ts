/**
 * Everything that learning refuses. Thrown as `LearningError`: what it was given cannot be learned from, or not as
 * asked. Names and places are told, values of a customer never. `docs/reference/errors.md` has a row for each code.
 */
interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}

/** What the sentence of each error is made of. */
export interface LearningErrorParameters {
  no_rows: { what: string }
  no_columns: { what: string }
  uneven_rows: { what: string; row: number; given: number; wanted: number }
  wrong_length: { what: string; given: number; wanted: number }
  not_finite: { what: string; row: number; column: number; given: string }
  bad_weight: { row: number; given: string }
  bad_label: { row: number; given: string }
  bad_target: { row: number; given: string; wanted: string }
  one_class: { given: string }
  bad_score: { row: number; given: string; wanted: string }
  bad_treatment: { row: number; given: string }
  empty_arm: { arm: number }
  too_few_groups: { what: string; given: number; wanted: number }
  bad_option: { option: string; given: string; wanted: string }
  too_few_rows: { what: string; given: number; wanted: number }
  too_few_distinct: { clusters: number; distinct: number }
  too_many_rows: { what: string; given: number; limit: number; instead: string }
  other_columns: { given: number; wanted: number }
  too_few_clusters: { what: string; given: number }
  column_missing: { column: string }
  column_twice: { column: string }
  column_of_other_kind: { column: string; given: string; wanted: string }
  infinite_value: { column: string; row: number }
  nothing_left: { reasons: readonly string[] }
  bad_history: { row: number; fault: string }
  bad_spending: { row: number; fault: string }
  bad_cohort: { cohort: string; fault: string }
  nobody_returned: { returned: number; customers: number }
  no_mean: { what: string }
  cancelled: { done: number; of: number }
}
export type LearningErrorCode = keyof LearningErrorParameters

type Table<P> = { readonly [C in keyof P]: Row<P[C]> }

export const learningErrors: Table<LearningErrorParameters> = {
  no_rows: {
    says: p => `${p.what} has no rows.`,
    remedy: () => 'Choose a population with customers in it.',
  },
  no_columns: {
    says: p => `${p.what} has no columns.`,
    remedy: () => 'Name at least one feature.',
  },
  uneven_rows: {
    says: p => `Row ${p.row} of ${p.what} has ${p.given} values, and the first row has ${p.wanted}.`,
    remedy: () => 'Give every row a value for every column.',
  },
  wrong_length: {
    says: p => `${p.what} has ${p.given} values, and there are ${p.wanted} rows.`,
    remedy: () => 'Give one value a row, in the order of the rows.',
  },
  not_finite: {
    says: p => `${p.what} is ${p.given} in row ${p.row}, column ${p.column}, counted from 0.`,
    remedy: () => 'Prepare the table first: preparation fills what is missing and says where it was.',
  },
  bad_weight: {
    says: p => `The weight of row ${p.row}, counted from 0, is ${p.given}.`,
    remedy: () => 'Give weights that are finite, not below 0, and not all 0.',
  },
  bad_label: {
    says: p => `The class of row ${p.row}, counted from 0, is ${p.given}.`,
    remedy: () => 'Number classes 0, 1, 2 …, and leave out rows that have none.',
  },
  bad_target: {
    says: p => `The target of row ${p.row}, counted from 0, is ${p.given}.`,
    remedy: p => `Give ${p.wanted} in every row, and leave out rows of which it is not known.`,
  },
  one_class: {
    says: p => `The target is ${p.given} in every row, so that nothing tells one answer from the other.`,
    remedy: () => 'Take a longer time ahead, or a larger population, in which both happen.',
  },
  bad_score: {
    says: p => `What is foretold of row ${p.row}, counted from 0, is ${p.given}.`,
    remedy: p => `Give ${p.wanted} for every row.`,
  },
  bad_treatment: {
    says: p => `The treatment of row ${p.row}, counted from 0, is ${p.given}.`,
    remedy: () => 'Number treatments 1, 2 …, and give 0 to those who were left alone.',
  },
  empty_arm: {
    says: p => (p.arm === 0 ? 'Nobody was left alone.' : `Nobody was given the treatment ${p.arm}.`),
    remedy: () => 'An effect is the difference to those left alone: take rows of both, drawn by chance.',
  },
  too_few_groups: {
    says: p => `${p.given} ${p.what} cannot be dealt out to ${p.wanted} folds.`,
    remedy: p => `Ask for fewer folds, or take more ${p.what}.`,
  },
  bad_option: {
    says: p => `The option '${p.option}' is ${p.given}.`,
    remedy: p => `Give ${p.wanted}.`,
  },
  too_few_rows: {
    says: p => `${p.what} needs at least ${p.wanted} rows, and there are ${p.given}.`,
    remedy: () => 'Choose a larger population, or ask for less.',
  },
  too_few_distinct: {
    says: p => `${p.clusters} clusters were asked for, and only ${p.distinct} rows differ from each other.`,
    remedy: p => `Ask for at most ${p.distinct} clusters, or add features that tell the rows apart.`,
  },
  too_many_rows: {
    says: p => `${p.what} takes at most ${p.limit} rows, and there are ${p.given}.`,
    remedy: p => `Fit a sample and assign the others, or use ${p.instead}.`,
  },
  other_columns: {
    says: p => `The rows have ${p.given} columns, and what was fitted has ${p.wanted}.`,
    remedy: () => 'Prepare the rows with the preparation that was fitted together with it.',
  },
  too_few_clusters: {
    says: p => `${p.what} compares clusters, and there are ${p.given} apart from outliers.`,
    remedy: () => 'Judge a grouping of at least two clusters and fewer clusters than rows.',
  },
  column_missing: {
    says: p => `The table has no column '${p.column}', which the preparation was fitted with.`,
    remedy: p => `Add '${p.column}', or fit the preparation anew without it.`,
  },
  column_twice: {
    says: p => `The table has two columns '${p.column}'.`,
    remedy: () => 'Give every column a name of its own.',
  },
  column_of_other_kind: {
    says: p => `The column '${p.column}' holds ${p.given}, and ${p.wanted} were expected.`,
    remedy: () => 'Read the column as what it was when the preparation was fitted.',
  },
  infinite_value: {
    says: p => `The column '${p.column}' is infinite in row ${p.row}, counted from 0.`,
    remedy: () => 'Leave a value out where it is missing, and give a finite number everywhere else.',
  },
  nothing_left: {
    says: p => `No feature is left to learn from: ${p.reasons.join('; ')}.`,
    remedy: () => 'Add features in which customers differ.',
  },
  bad_history: {
    says: p => `The history of row ${p.row}, counted from 0, has ${p.fault}.`,
    remedy: () =>
      'Count purchases after the first, those of one day as one; measure recency from the first to the last and age from the first to now, in one unit.',
  },
  bad_spending: {
    says: p => `Row ${p.row}, counted from 0, has ${p.fault}.`,
    remedy: () =>
      'Give the number of purchases after the first and the mean value of one of them: returns are taken off first.',
  },
  bad_cohort: {
    says: p => `The cohort ${p.cohort} has ${p.fault}.`,
    remedy: () =>
      'Give the customers at its beginning, then those left at the end of each period, never more than before.',
  },
  nobody_returned: {
    says: p =>
      `Of ${p.customers} customers ${p.returned} bought again: that is not enough to tell how often they do and how long they stay.`,
    remedy: () => 'Look at more customers, or at customers over a longer time.',
  },
  no_mean: {
    says: p => `${p.what} has no mean: a few customers could spend without bound.`,
    remedy: () => 'Leave out what is no ordinary purchase, or use the customers’ own mean values.',
  },
  cancelled: {
    says: p => `It was stopped after ${p.done} of ${p.of} steps.`,
    remedy: () => 'Start it again to have a result.',
  },
}

/** The caller gave something that cannot be learned from. The message ends with what to do. */
export class LearningError<C extends LearningErrorCode = LearningErrorCode> extends Error {
  override readonly name = 'LearningError'
  readonly code: C
  readonly remedy: string

  constructor(code: C, given: LearningErrorParameters[C]) {
    const row: Row<LearningErrorParameters[C]> = learningErrors[code]
    super(`${row.says(given)} ${row.remedy(given)}`)
    this.code = code
    this.remedy = row.remedy(given)
  }
}
