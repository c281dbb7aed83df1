import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MembersPage, ReceivedFile } from '@kindred/api'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, formatValue, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { type FoundDefinition, findDefinition } from './find-definition.ts'

interface MembersOptions {
  readonly asOf?: string
  readonly class?: string
  readonly format?: 'csv' | 'ndjson' | 'json' | 'parquet'
  readonly out?: string
  readonly limit?: string
  readonly after?: string
  readonly sort?: string
  readonly columns?: string
}

export function addMembers(program: Command): void {
  program
    .command('members <segment>')
    .description('who is in a segment, or in a class of a segmentation, now or at any instant')
    .option('--as-of <instant>', 'at that instant, whether or not a refresh ran there')
    .option('--class <class>', 'of a segmentation')
    .option('--columns <names>', 'attributes and features to show, separated by commas')
    .option('--sort <column>', 'by this one, or column:desc for the largest first; customer is the id')
    .option('--format <format>', 'all members as csv, ndjson, json or parquet')
    .option('--out <file>', 'write there instead of standard output')
    .option('--limit <count>', 'how many to list', '20')
    .option('--after <customer>', 'begin after this one')
    .action(
      withSession<MembersOptions>(async (session, [name = ''], options) => {
        const found = await findDefinition(session, name)
        checkFormat(options.format)
        const target = { id: name, ...classOf(found, options.class) }
        if (options.format !== undefined && options.sort !== undefined) throw cliError('file_not_sorted', {})
        if (options.format === undefined) return list(session, target, options)
        return save(await exported(session, target, options), options.out)
      }),
    )
}

type Target = { readonly id: string; readonly class?: string }

const formats: readonly string[] = ['csv', 'ndjson', 'json', 'parquet']

function checkFormat(given: string | undefined): void {
  if (given === undefined || formats.includes(given)) return
  throw cliError('not_a_choice', { option: '--format', given, choices: formats.join(', ') })
}

function classOf(found: FoundDefinition, given: string | undefined): { class?: string } {
  if (found.kind === 'segment') return {}
  if (given !== undefined) return { class: given }
  throw cliError('class_missing', { segmentation: found.id, classes: found.classes.join(', ') })
}

async function list(session: Session, target: Target, options: MembersOptions): Promise<void> {
  const query = {
    ...shared(target, options),
    ...(options.sort === undefined ? {} : { sort: options.sort }),
    ...(options.after === undefined ? {} : { after: options.after }),
  }
  const page = await pageOf(session, query, wholeNumber(options.limit ?? '20'))
  await session.print(page, async () => renderPage(page, await session.locale()))
}

function pageOf(session: Session, query: ReturnType<typeof shared>, limit: number): Promise<MembersPage> {
  return query.class === undefined
    ? session.client.segmentMembers({ ...query, limit })
    : session.client.classMembers({ ...query, class: query.class, limit })
}

async function exported(session: Session, target: Target, options: MembersOptions): Promise<ReceivedFile> {
  const format = options.format === 'json' ? 'ndjson' : (options.format ?? 'csv')
  const query = { ...shared(target, options), format }
  return query.class === undefined
    ? session.client.exportSegment(query)
    : session.client.exportClass({ ...query, class: query.class })
}

async function save(file: ReceivedFile, out: string | undefined): Promise<void> {
  const content = Readable.from(file.content)
  if (out === undefined) await pipeline(content, process.stdout, { end: false })
  else await pipeline(content, createWriteStream(out))
}

function shared(target: Target, { asOf, columns }: MembersOptions) {
  return {
    ...target,
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(columns === undefined ? {} : { columns: columns.split(',') }),
  }
}

function wholeNumber(given: string): number {
  if (/^\d+$/.test(given)) return Number(given)
  throw cliError('not_a_number', { option: '--limit', given })
}

function renderPage(page: MembersPage, locale: Locale): string {
  const name = page.class === undefined ? page.id : `${page.id} = ${page.class}`
  const total = page.total === undefined ? '' : `${formatCount(page.total)} in `
  const head = `${total}${style.name(name)}, as of ${formatInstant(page.as_of, locale)}`
  if (page.members.length === 0) return `${head}\nNobody.`
  const table = renderTable(
    [{ title: 'customer' }, ...page.columns.map(column => ({ title: column.name, least: 6 }))],
    page.members.map(member => [
      member.customer,
      ...page.columns.map(column => cell(column, member.values, locale)),
    ]),
  )
  const more = page.next === null ? [] : [style.quiet(`More: --after ${page.next}, or all with --format csv`)]
  return [head, table, ...more].join('\n')
}

function cell(
  column: MembersPage['columns'][number],
  values: MembersPage['members'][number]['values'],
  locale: Locale,
): string {
  return formatValue({ type: column.type, value: values[column.name] ?? null }, locale)
}
