import { createReadStream } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, plural } from '../terminal/format.ts'
import { renderProblems } from '../terminal/problems.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { readText } from '../workspace/definition-files.ts'

type Report = Awaited<ReturnType<Session['client']['import']>>
type Request = NonNullable<Parameters<Session['client']['import']>[0]>
type Kind = 'customers' | 'events'

interface ImportOptions {
  readonly map?: string
  readonly id?: string
  readonly event?: string
  readonly customer?: string
  readonly at?: string
  readonly eventId?: string
  readonly declare?: boolean
  readonly dryRun?: boolean
  readonly setAside?: string
  readonly delimiter?: string
  readonly quote?: '"' | "'" | 'none'
  readonly header?: boolean
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  readonly sheet?: string
}

export function addImport(program: Command): void {
  const parent = program
    .command('import')
    .description('customers or events from CSV, TSV, JSON Lines, Parquet or Excel')
  shared(parent.command('customers <file>').description('one row a customer'))
    .option('--id <column>', "column with the customer's id")
    .option('--at <column>', 'column with the instant from which a row holds')
    .action(
      withSession<ImportOptions>((session, [file = ''], options) => run(session, 'customers', file, options)),
    )
  shared(parent.command('events <file>').description('one row an event'))
    .option('--event <name>', 'the event that every row is')
    .option('--customer <column>', "column with the customer's id")
    .option('--at <column>', 'column with the instant')
    .option('--event-id <column>', "column with the event's own id; else the row's hash")
    .action(
      withSession<ImportOptions>((session, [file = ''], options) => run(session, 'events', file, options)),
    )
}

function shared(command: Command): Command {
  return command
    .option('--map <file>', 'mapping file: how a row becomes a customer or an event')
    .option('--dry-run', 'show what would be imported, change nothing')
    .option('--declare', 'declare the attributes, events and properties that are new')
    .option('--set-aside <folder>', 'where to write rows that cannot be read (default: beside the file)')
    .option('--delimiter <character>', 'instead of the one detected')
    .option('--quote <character>', '" or \' or none, instead of the one detected')
    .option('--header', 'the first row holds the names, instead of what is detected')
    .option('--no-header', 'the first row is data')
    .option('--encoding <name>', 'utf-8, utf-16le, utf-16be or windows-1252, instead of the one detected')
    .option('--sheet <name>', 'sheet of an Excel file')
}

/** Imports one file, showing progress, and prints what came of it. */
async function run(session: Session, kind: Kind, file: string, options: ImportOptions): Promise<void> {
  const request: Request = { ...(await source(session, file)), ...asked(kind, options) }
  const report = await importFile(session, request)
  await session.print(report, () => renderReport(report, file))
}

export async function importFile(session: Session, request: Request): Promise<Report> {
  return session.client.import(request, {
    progress: line =>
      session.progress.show({
        label: labels[line.step],
        done: line.bytes,
        of: line.size,
        counted: line.rows,
        unit: 'rows',
        ...(line.set_aside > 0 ? { note: `${formatCount(line.set_aside)} set aside` } : {}),
      }),
  })
}

const labels = { detect: 'looking at the file', stage: 'reading', publish: 'publishing' }

/** A path for a server on this machine; an upload for one elsewhere. */
async function source(session: Session, file: string): Promise<{ path: string } | { upload: string }> {
  const path = resolve(file)
  if (!session.remote) return { path }
  const content = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
  const { upload } = await session.client.upload({ name: basename(path) }, { content })
  return { upload }
}

function asked(kind: Kind, options: ImportOptions): Omit<Request, 'path' | 'upload'> {
  const given = {
    mapping: options.map === undefined ? undefined : readText(resolve(options.map)),
    mapping_name: options.map === undefined ? undefined : basename(options.map),
    customer: kind === 'customers' ? options.id : options.customer,
    event: options.event,
    at: options.at,
    event_id: options.eventId,
    set_aside_folder: options.setAside === undefined ? undefined : resolve(options.setAside),
    declare: options.declare === true,
    dry_run: options.dryRun === true,
    reading: defined({
      delimiter: options.delimiter === '\\t' ? '\t' : options.delimiter,
      quote: options.quote,
      header: options.header,
      encoding: options.encoding,
      sheet: options.sheet,
    }),
  }
  return { kind, ...defined(given) }
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

function defined<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>
}

/** What came of an import, or with `--dry-run` what would. */
export function renderReport(report: Report, file: string): string {
  if (report.dry_run) return renderDryRun(report, file)
  const warnings = report.problems.length === 0 ? [] : [renderProblems(report.problems)]
  return [...warnings, ...counts(report, 'imported'), ...setAside(report)].join('\n')
}

function renderDryRun(report: Report, file: string): string {
  const { columns, rows } = report.preview
  return [
    style.strong(`${file}: nothing was imported, this is a dry run.`),
    describeShape(report),
    ...(report.problems.length === 0 ? [] : [renderProblems(report.problems)]),
    `${style.strong('Mapping')} (save it as ${basename(file)}.map.yaml, change what is wrong, and give it with --map)`,
    report.mapping.trimEnd(),
    style.strong(`The first ${plural(rows.length, 'row')} as the mapping reads them`),
    renderTable(
      columns.map(title => ({ title, least: 6 })),
      rows.map(row => row.map(cell => cell ?? style.quiet('–'))),
    ),
    [...counts(report, 'would be imported'), ...setAside(report)].join('\n'),
  ].join('\n\n')
}

function describeShape({ detected }: Report): string {
  const facts = [
    detected.format === 'delimited' ? 'delimited text' : detected.format.replace('_', ' '),
    detected.delimiter === undefined
      ? ''
      : detected.delimiter === ' '
        ? 'by spaces'
        : `by ${JSON.stringify(detected.delimiter)}`,
    detected.quote === undefined
      ? ''
      : detected.quote === 'none'
        ? 'without quotes'
        : `quoted by ${detected.quote}`,
    detected.header === undefined ? '' : detected.header ? 'with a header' : 'without a header',
    detected.encoding ?? '',
    detected.compression === undefined || detected.compression === 'none' ? '' : detected.compression,
    detected.sheet === undefined ? '' : `sheet ${detected.sheet}`,
  ]
  const columns = detected.columns.map(column => `${column.name} ${style.quiet(looksLike(column))}`)
  return `${style.strong('Read as')} ${facts.filter(fact => fact !== '').join(', ')}\n${style.strong('Columns')} ${columns.join(', ')}`
}

type DetectedColumn = Report['detected']['columns'][number]

/** Where a second format fits the sample as well, both are said: somebody has to choose. */
function looksLike({ looks_like, format, other_format, decimal_comma }: DetectedColumn): string {
  const formats = [format, other_format].filter(each => each !== undefined).map(each => `"${each}"`)
  return [looks_like, decimal_comma ? 'with a comma' : '', formats.join(' or ')]
    .filter(each => each !== '')
    .join(' ')
}

function counts(report: Report, verb: string): string[] {
  const perEvent = report.per_event.map(each => `${formatCount(each.events)} ${each.event}`).join(', ')
  // By event those that were known are counted too.
  const inFile = report.duplicates > 0 ? 'in the file: ' : ''
  const lines = [
    `${style.strong(formatCount(report.imported))} of ${plural(report.rows, 'row')} ${verb}${perEvent === '' ? '' : ` (${inFile}${perEvent})`}`,
    report.new_customers > 0 ? `${plural(report.new_customers, 'new customer')}` : '',
    report.duplicates > 0 ? `${plural(report.duplicates, 'row')} known already: nothing changed by them` : '',
    report.skipped > 0 ? `${plural(report.skipped, 'row')} skipped, as the mapping says` : '',
    report.declared.length > 0
      ? `${report.dry_run ? 'would be declared' : 'declared'}: ${report.declared.join(', ')}`
      : '',
  ]
  return lines.filter(line => line !== '')
}

function setAside(report: Report): string[] {
  if (report.set_aside === 0) return []
  const where =
    report.set_aside_file === undefined
      ? ''
      : ` in ${report.set_aside_file}: mend them there and import that file`
  return [
    style.warning(`${plural(report.set_aside, 'row')} set aside${where}`),
    ...report.set_aside_examples.map(
      row => `  line ${formatCount(row.line)}${row.column === '' ? '' : `, ${row.column}`}: ${row.reason}`,
    ),
  ]
}
