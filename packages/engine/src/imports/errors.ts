/**
 * Everything that can be wrong with a mapping file, with a file to import, or with one row of it.
 * `importProblems`: the mapping or the file; returned as data, all at once. `rowProblems`: one row, which is set
 * aside. `importErrors`: the caller or the world failed; thrown. `docs/reference/errors.md` has a row for each.
 */
interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}
type Table<P> = { readonly [C in keyof P]: Row<P[C]> }

const quoted = (names: readonly string[]): string => names.map(name => `'${name}'`).join(', ')
const nearestOr = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined
    ? otherwise
    : `Write '${nearest}', or: ${otherwise.charAt(0).toLowerCase()}${otherwise.slice(1)}`

export interface ImportProblemParameters {
  mapping_not_yaml: { reason: string }
  mapping_shape: { what: string; wanted: string; given: string }
  mapping_key_unknown: { key: string; known: readonly string[]; nearest: string | undefined }
  mapping_key_missing: { key: string; wanted: string }
  mapping_key_misplaced: { key: string; kind: string }
  kind_differs: { given: string; asked: string }
  expression_syntax: { text: string; place: number; reason: string; wanted: string }
  mixed_and_or: { text: string; first: string; second: string }
  column_unknown: { column: string; nearest: string | undefined; columns: readonly string[] }
  column_twice: { column: string; count: number }
  function_unknown: { name: string; nearest: string | undefined; known: readonly string[] }
  function_arguments: { name: string; least: number; most: number; given: number }
  argument_not_literal: { name: string; wanted: string }
  not_readable_as: { expression: string; type: string; hint: string }
  empty_text_compared: { expression: string }
  number_out_of_range: { text: string }
  time_format: { format: string; reason: string }
  timezone_unknown: { timezone: string }
  attribute_undeclared: { names: readonly string[]; yaml: string }
  event_undeclared: { names: readonly string[]; yaml: string }
  property_undeclared: { names: readonly string[]; yaml: string }
  type_unknown: { name: string; given: string; types: readonly string[] }
  type_differs: { name: string; declared: string; given: string }
  type_unused: { name: string }
  type_of_new_unclear: { name: string }
  name_unfit: { what: string; name: string; example: string }
  name_taken: { problem: string }
  no_events: { expression: string }
  nothing_mapped: { kind: string; missing: readonly string[]; columns: readonly string[] }
}
export type ImportProblemCode = keyof ImportProblemParameters

export const importProblems: Table<ImportProblemParameters> = {
  mapping_not_yaml: {
    says: p => `The mapping cannot be read as YAML: ${p.reason}.`,
    remedy: () =>
      'Mend the place named. An expression with `: `, ` #` or a quote in front goes in single quotes, and between braces one with commas, too.',
  },
  mapping_shape: {
    says: p => `${p.what} should be ${p.wanted}, and is ${p.given}.`,
    remedy: p => `Write ${p.wanted}.`,
  },
  mapping_key_unknown: {
    says: p => `A mapping has no key '${p.key}'.`,
    remedy: p => (p.nearest === undefined ? `The keys are ${quoted(p.known)}.` : `Write '${p.nearest}'.`),
  },
  mapping_key_missing: {
    says: p => `The mapping does not say '${p.key}'.`,
    remedy: p => `Add '${p.key}': ${p.wanted}.`,
  },
  mapping_key_misplaced: {
    says: p => `A mapping of ${p.kind} has no '${p.key}'.`,
    remedy: p =>
      `Remove '${p.key}', or import the file as ${p.kind === 'customers' ? 'events' : 'customers'}.`,
  },
  kind_differs: {
    says: p => `The mapping is for ${p.given}, and ${p.asked} were to be imported.`,
    remedy: p => `Run \`kindred import ${p.given}\`, or give another mapping.`,
  },
  expression_syntax: {
    says: p => `${p.reason} at character ${p.place} of \`${p.text}\`.`,
    remedy: p => `Write ${p.wanted}.`,
  },
  mixed_and_or: {
    says: p => `\`${p.text}\` mixes 'and' and 'or' without brackets.`,
    remedy: p => `Write \`${p.first}\` or \`${p.second}\`.`,
  },
  column_unknown: {
    says: p => `The file has no column '${p.column}'.`,
    remedy: p => nearestOr(p.nearest, `The columns are ${quoted(p.columns)}.`),
  },
  column_twice: {
    says: p => `The header has ${p.count} columns '${p.column}'.`,
    remedy: p => `The second is read as '${p.column} 2', and so on: name the one you mean.`,
  },
  function_unknown: {
    says: p => `There is no function '${p.name}'.`,
    remedy: p => nearestOr(p.nearest, `The functions are ${quoted(p.known)}.`),
  },
  function_arguments: {
    says: p => `'${p.name}' was given ${p.given} arguments.`,
    remedy: p => `Give it ${p.least === p.most ? p.least : `${p.least} to ${p.most}`}.`,
  },
  argument_not_literal: {
    says: p => `'${p.name}' needs ${p.wanted} written out.`,
    remedy: p => `Write ${p.wanted} in the expression itself.`,
  },
  not_readable_as: {
    says: p => `\`${p.expression}\` cannot be read as ${p.type}.`,
    remedy: p => p.hint,
  },
  empty_text_compared: {
    says: p =>
      `\`${p.expression}\` compares with an empty text, and an empty cell is unknown: it never holds.`,
    remedy: () => 'Write `X is empty` or `X is not empty`.',
  },
  number_out_of_range: {
    says: p => `The number ${p.text} has more than 15 digits before or 18 after its point.`,
    remedy: () => 'Write a smaller one.',
  },
  time_format: {
    says: p => `"${p.format}" is no format of an instant: ${p.reason}.`,
    remedy: () =>
      'Write letters such as "yyyy-MM-dd HH:mm:ss" (y year, M month, d day, H hour, h with a for AM and PM, m minute, s second, S fraction, Z offset), or "iso", "epoch seconds", "epoch milliseconds".',
  },
  timezone_unknown: {
    says: p => `'${p.timezone}' is no time zone.`,
    remedy: () => "Write an IANA name, such as 'Europe/London' or 'UTC'.",
  },
  attribute_undeclared: {
    says: p => `No attribute ${quoted(p.names)} is declared.`,
    remedy: p => `Import with --declare, or add to the definitions: ${p.yaml}`,
  },
  event_undeclared: {
    says: p => `No event ${quoted(p.names)} is declared.`,
    remedy: p => `Import with --declare, or add to the definitions: ${p.yaml}`,
  },
  property_undeclared: {
    says: p => `No property ${quoted(p.names)} is declared.`,
    remedy: p => `Import with --declare, or add to the definitions: ${p.yaml}`,
  },
  type_unknown: {
    says: p => `'${p.given}' is no type for '${p.name}'.`,
    remedy: p => `Write one of ${quoted(p.types)}.`,
  },
  type_differs: {
    says: p => `'${p.name}' is declared as ${p.declared}, and the mapping says ${p.given}.`,
    remedy: p => `Remove '${p.name}' from 'types', or map to another name.`,
  },
  type_unused: {
    says: p => `'types' speaks of '${p.name}', which the mapping does not set.`,
    remedy: p => `Remove '${p.name}' from 'types', or map it.`,
  },
  type_of_new_unclear: {
    says: p => `The type of the new '${p.name}' cannot be told from the file.`,
    remedy: p => `Say it: \`types: { ${p.name}: text }\`.`,
  },
  name_unfit: {
    says: p => `'${p.name}' cannot be the name of ${p.what}.`,
    remedy: p => `Write lower-case letters, digits and '_', a letter first: '${p.example}'.`,
  },
  name_taken: {
    says: p => `A new name cannot be declared: ${p.problem}`,
    remedy: () => 'Map it to another name.',
  },
  no_events: {
    says: p => `\`${p.expression}\` gives the name of no event.`,
    remedy: () => 'Write the name of a declared event, or a column that holds such names.',
  },
  nothing_mapped: {
    says: p => `It cannot be told which columns hold ${p.missing.join(' and ')}.`,
    remedy: p =>
      `Name ${p.missing.length === 1 ? 'it' : 'them'} (${p.missing.map(optionOf(p.kind)).join(', ')}); the columns are ${quoted(p.columns)}.`,
  },
}

const optionOf =
  (kind: string) =>
  (missing: string): string =>
    missing === "the customer's id"
      ? kind === 'customers'
        ? '--id COLUMN'
        : '--customer COLUMN'
      : missing === 'the instant'
        ? '--at COLUMN'
        : '--event NAME'

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
  at_missing: Record<string, never>
  event_missing: Record<string, never>
  event_unknown: { given: string; events: readonly string[] }
  id_missing: Record<string, never>
}
export type RowProblemCode = keyof RowProblemParameters

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
    says: () => 'the customer id has a control character, or more than 500 characters',
    remedy: () => 'Mend the id.',
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

export interface ImportErrorParameters {
  file_empty: { file: string }
  file_not_found: { file: string }
  file_is_folder: { file: string }
  file_broken: { file: string; reason: string }
  file_format_unknown: { file: string; looks: string }
  excel_too_large: { file: string; size: string; limit: string }
  sheet_unknown: { sheet: string; sheets: readonly string[] }
  import_has_problems: { count: number; first: string; problems: readonly ImportProblem[] }
  import_cancelled: Record<string, never>
  import_interrupted: Record<string, never>
  parquet_unreadable: { file: string; reason: string }
  staged_import_unknown: { id: string }
  set_aside_not_written: { folder: string; reason: string }
}
export type ImportErrorCode = keyof ImportErrorParameters

export const importErrors: Table<ImportErrorParameters> = {
  file_empty: {
    says: p => `'${p.file}' is empty.`,
    remedy: () => 'Give a file with at least one row.',
  },
  file_not_found: {
    says: p => `There is no file '${p.file}'.`,
    remedy: () => 'Check the path; it counts from the folder you are in.',
  },
  file_is_folder: {
    says: p => `'${p.file}' is a folder.`,
    remedy: () => 'Give one file; import several one after the other.',
  },
  file_broken: {
    says: p => `'${p.file}' cannot be read: ${p.reason}.`,
    remedy: () => 'Fetch the file again, and compare its size with the original.',
  },
  file_format_unknown: {
    says: p => `'${p.file}' is ${p.looks}, which cannot be imported.`,
    remedy: () => 'Give CSV, TSV, JSON Lines (each also as .gz or .zst), Parquet or Excel (.xlsx).',
  },
  excel_too_large: {
    says: p => `The Excel file '${p.file}' has ${p.size}, and Excel is read up to ${p.limit}.`,
    remedy: () => 'Save it as CSV and import that.',
  },
  sheet_unknown: {
    says: p => `The file has no sheet '${p.sheet}'.`,
    remedy: p => `The sheets are ${quoted(p.sheets)}.`,
  },
  import_has_problems: {
    says: p => `Nothing was imported: ${p.count === 1 ? '' : `${p.count} problems, the first: `}${p.first}`,
    remedy: p => `Mend ${p.count === 1 ? 'it' : 'them all'} and import again.`,
  },
  import_cancelled: {
    says: () => 'The import was cancelled; nothing of it was kept.',
    remedy: () => 'Import the file again.',
  },
  import_interrupted: {
    says: () => 'The process that imported this ended before the rows were read; nothing of it was kept.',
    remedy: () => 'Import the file again: no row will be counted twice.',
  },
  parquet_unreadable: {
    says: p => `'${p.file}' cannot be read as Parquet: ${p.reason}.`,
    remedy: () => 'Write it again with zstd, gzip, snappy or no compression, or as CSV.',
  },
  staged_import_unknown: {
    says: p => `Nothing is staged for the import '${p.id}'.`,
    remedy: () => 'Import the file again.',
  },
  set_aside_not_written: {
    says: p => `The rows set aside cannot be written to '${p.folder}' (${p.reason}); nothing was imported.`,
    remedy: () => 'Name a folder that can be written to (`--set-aside FOLDER`).',
  },
}

/** The caller or the world failed. `message` is the sentence and what to do. */
export class ImportError<C extends ImportErrorCode = ImportErrorCode> extends Error {
  override readonly name = 'ImportError'
  readonly code: C
  readonly says: string
  readonly remedy: string
  readonly details: ImportErrorParameters[C]

  constructor(code: C, details: ImportErrorParameters[C], options?: ErrorOptions) {
    const row: Row<ImportErrorParameters[C]> = importErrors[code]
    super(`${row.says(details)} ${row.remedy(details)}`, options)
    this.code = code
    this.says = row.says(details)
    this.remedy = row.remedy(details)
    this.details = details
  }
}

/** The mapping, or the file itself, is wrong. Data: all of them at once. */
export interface ImportProblem {
  readonly code: ImportProblemCode
  readonly severity: 'error' | 'warning'
  readonly says: string
  readonly remedy: string
  /** Which text of the mapping: `customer`, `properties.amount`. */
  readonly field?: string
}

export function importProblem<C extends ImportProblemCode>(
  code: C,
  given: ImportProblemParameters[C],
  field?: string,
  severity: ImportProblem['severity'] = 'error',
): ImportProblem {
  const row: Row<ImportProblemParameters[C]> = importProblems[code]
  const problem = { code, severity, says: row.says(given), remedy: row.remedy(given) }
  return field === undefined ? problem : { ...problem, field }
}

/** The sentence about one row, as it stands in the file of rows set aside. */
export function rowProblem<C extends RowProblemCode>(code: C, given: RowProblemParameters[C]): string {
  const row: Row<RowProblemParameters[C]> = rowProblems[code]
  return row.says(given)
}
