import { quoted, type Row, type Table } from './problem-table.ts'

/** What is wrong with one row; `given` is what stood there, shortened. */
export interface RowProblemParameters {
  wrong_field_count: { found: number; expected: number }
  quote_not_closed: Record<string, never>
  text_after_quote: Record<string, never>
  not_text: Record<string, never>
  not_json: { reason: string }
  too_long: Record<string, never>
  not_a_number: { given: string }
  number_too_large: { given: string }
  too_many_places: { given: string }
  not_a_boolean: { given: string }
  not_an_instant: { given: string; format: string }
  not_a_date: { given: string; format: string }
  out_of_years: { given: string }
  not_a_place: { given: string }
  result_too_large: Record<string, never>
  customer_missing: Record<string, never>
  customer_unfit: Record<string, never>
  customer_erased: Record<string, never>
  at_missing: Record<string, never>
  event_missing: Record<string, never>
  event_unknown: { given: string; events: readonly string[] }
  id_missing: Record<string, never>
}
export type RowProblemCode = keyof RowProblemParameters

/** What can be wrong with one row, which is set aside. */
export const rowProblems: Table<RowProblemParameters> = {
  wrong_field_count: {
    says: p => `has ${p.found} field${p.found === 1 ? '' : 's'}, and ${p.expected} are expected`,
    remedy: () => 'Add or remove delimiters, or put the field that holds one in quotes.',
  },
  quote_not_closed: {
    says: () => 'a quote is opened and never closed',
    remedy: () => 'Close it; a quote within a quoted field is written twice.',
  },
  text_after_quote: {
    says: () => 'text follows a closing quote',
    remedy: () => 'Write a quote within a quoted field twice.',
  },
  not_text: {
    says: () => 'is not text in the encoding the file is read in',
    remedy: () => 'Mend the bytes, or import with another --encoding (windows-1252 is frequent).',
  },
  not_json: {
    says: p => `is no JSON object: ${p.reason}`,
    remedy: () => 'Write one object on each line.',
  },
  too_long: {
    says: () => 'is longer than 1 MiB',
    remedy: () => 'Shorten the row, or check the delimiter and the quotes before it.',
  },
  not_a_number: {
    says: p => `'${p.given}' is not a number`,
    remedy: () => 'Write digits with a point, such as 1234.5; `replace(X, ",", ".")` reads a decimal comma.',
  },
  number_too_large: {
    says: p => `'${p.given}' is too large`,
    remedy: () => 'Numbers go up to 9,007,199,254,740,991, money up to 900,719,925,474.',
  },
  too_many_places: {
    says: p => `'${p.given}' has more than four decimal places`,
    remedy: () => 'Money has four: round it in the file, or declare the name as a number.',
  },
  not_a_boolean: {
    says: p => `'${p.given}' is neither true nor false`,
    remedy: () => 'Write true or false (yes, no, 1 and 0 are read too).',
  },
  not_an_instant: {
    says: p => `'${p.given}' is no instant of the form ${p.format}`,
    remedy: () => 'Mend it, or give the format with `as "…"` in the mapping.',
  },
  not_a_date: {
    says: p => `'${p.given}' is no date of the form ${p.format}`,
    remedy: () => 'Mend it, or give the format with `as "…"` in the mapping.',
  },
  out_of_years: {
    says: p => `'${p.given}' is not within the years 1900 to 2299`,
    remedy: () => 'Mend the year, or check the format in the mapping.',
  },
  not_a_place: {
    says: p => `'${p.given}' is no place`,
    remedy: () => 'Write latitude (−90 to 90), then longitude (−180 to 180), in degrees; both or neither.',
  },
  result_too_large: {
    says: () => 'the result is too large',
    remedy: () => 'Numbers go up to 9,007,199,254,740,991, money up to 900,719,925,474.',
  },
  customer_missing: {
    says: () => 'has no customer id',
    remedy: () => 'Add it, or leave such rows out with `skip: X is empty`.',
  },
  customer_unfit: {
    says: () => 'the customer id has a control character, or more than 1,000 characters',
    remedy: () => 'Mend the id.',
  },
  customer_erased: {
    says: () => 'the customer was erased',
    remedy: () => 'Remove her from the system the file comes from. The row itself is not kept.',
  },
  at_missing: {
    says: () => 'has no instant',
    remedy: () => 'Add it, or leave such rows out with `skip: X is empty`.',
  },
  event_missing: {
    says: () => 'has no name of an event',
    remedy: () => 'Add it, or leave such rows out with `skip: X is empty`.',
  },
  event_unknown: {
    says: p => `'${p.given}' is no declared event`,
    remedy: p => `Declare it, or map it to one of ${quoted(p.events)}.`,
  },
  id_missing: {
    says: () => 'has no event id',
    remedy: () => "Add it, or remove `id` from the mapping: the row's hash is its id then.",
  },
}

/** The sentence about one row, as it stands in the file of rows set aside. */
export function rowProblem<C extends RowProblemCode>(code: C, given: RowProblemParameters[C]): string {
  const row: Row<RowProblemParameters[C]> = rowProblems[code]
  return row.says(given)
}
