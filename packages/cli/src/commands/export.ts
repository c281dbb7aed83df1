import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WirePersonalData } from '@kindred/api'
import type { Command } from 'commander'
import { renderHeld } from '../privacy/render-held.ts'
import { type Session, withSession } from '../session.ts'
import { formatInstant, formatValue, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

interface ExportOptions {
  readonly report?: string
  readonly output?: string
}

export function addExport(program: Command): void {
  program
    .command('export <customer>')
    .description('everything that is held on one person, out of every store, under all her ids')
    .option('--report <file>', 'also write a page that opens from disk')
    .option('--output <dir>', 'write the page and the document (JSON) into a folder')
    .action(
      withSession<ExportOptions>(async (session, [id = ''], { report, output }) => {
        const person = await session.client.personalData({ id })
        const written: string[] = []
        if (output !== undefined) written.push(...(await writeBoth(session, person, output)))
        if (report !== undefined) written.push(await writePage(session, person.id, report))
        await session.print(person, async () => renderPerson(person, written, await session.locale()))
      }),
    )
}

async function writeBoth(session: Session, person: WirePersonalData, folder: string): Promise<string[]> {
  const document = join(resolve(folder), 'personal-data.json')
  await mkdir(dirname(document), { recursive: true })
  // Hers, and nobody else's to read.
  await writeFile(document, `${JSON.stringify(person, null, 2)}\n`, { mode: 0o600 })
  return [document, await writePage(session, person.id, join(folder, 'personal-data.html'))]
}

async function writePage({ client }: Session, id: string, file: string): Promise<string> {
  const path = resolve(file)
  const { content } = await client.personalReport({ id })
  await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }))
  return path
}

function renderPerson(person: WirePersonalData, written: readonly string[], locale: Locale): string {
  const others = person.ids.filter(id => id !== person.id)
  const known = others.length === 0 ? '' : `, also known as ${others.join(', ')}`
  return [
    `${style.strong(person.id)}${known}, as of ${formatInstant(person.as_of, locale)}`,
    table(
      'Attributes',
      person.attributes.map(each => [each.label ?? each.name, formatValue(each, locale)]),
    ),
    table(
      'Consents',
      person.consents.map(({ channel, purpose, given, history }) => [
        purpose === undefined ? channel : `${channel}, ${purpose}`,
        given === null ? 'not known' : given ? 'given' : 'not given',
        plural(history.length, 'change'),
      ]),
    ),
    renderHeld(person.held),
    `${plural(person.events.length, 'event')}, ${plural(person.moves.length, 'move')}, ${plural(person.said.length, 'statement')} of attributes, ${plural(person.audit.length, 'look or change')} by people and programs: all of it with --json, --report or --output.`,
    ...written.map(path => `${style.good('✓')} ${path}`),
  ].join('\n\n')
}

function table(title: string, rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `${style.strong(title)}\n${style.quiet('  none')}`
  const columns = (rows[0] ?? []).map(() => ({ title: '', least: 8 }))
  const lines = renderTable(columns, rows).split('\n').slice(1)
  return [style.strong(title), ...lines].join('\n')
}
