import { quoted, type Row, type Table } from './problem-table.ts'

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
  file_does_not_tell: { expression: string; either: string }
  nothing_mapped: { kind: string; missing: readonly string[]; columns: readonly string[] }
  too_many_values: { count: number; most: number; kind: string }
}
export type ImportProblemCode = keyof ImportProblemParameters

/** What can be wrong with a mapping or with a file as a whole; returned as data, all at once. */
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
  file_does_not_tell: {
    says: p => `The file does not tell whether \`${p.expression}\` is meant ${p.either}.`,
    remedy: () =>
      'Run it with --dry-run, save the mapping it shows with the one you mean, and give that with --map.',
  },
  nothing_mapped: {
    says: p => `It cannot be told which columns hold ${p.missing.join(' and ')}.`,
    remedy: p =>
      `Name ${p.missing.length === 1 ? 'it' : 'them'} (${p.missing.map(optionOf(p.kind)).join(', ')}); the columns are ${quoted(p.columns)}.`,
  },
  too_many_values: {
    says: p =>
      `The mapping reads ${p.count.toLocaleString('en')} values of each row, and up to ${p.most.toLocaleString('en')} are read at a time.`,
    remedy: p =>
      p.kind === 'customers'
        ? `Divide it into mappings of up to ${p.most.toLocaleString('en')} attributes, and import the file by one after the other.`
        : 'Leave out what nobody asks for; attributes can be imported from the same file as customers, by a mapping of their own.',
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
