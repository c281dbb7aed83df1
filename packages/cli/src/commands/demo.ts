import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { writeShop } from '../demo/write-shop.ts'
import { cliError } from '../errors.ts'
import { openFolder, type Session, session } from '../session.ts'
import { formatAge, plural } from '../terminal/format.ts'
import { renderProblems } from '../terminal/problems.ts'
import { startProgress } from '../terminal/progress.ts'
import { style } from '../terminal/style.ts'
import { readDefinitionFiles, readText } from '../workspace/definition-files.ts'
import { renderCustomer } from './customer.ts'
import { renderExplained } from './explain.ts'
import { importFile } from './import.ts'
import { copyTemplate } from './init.ts'
import { compareLive, renderParity } from './parity.ts'
import { refresh } from './refresh.ts'
import { renderSegments } from './segments.ts'
import { serve } from './serve.ts'

interface DemoOptions {
  readonly customers: string
  readonly seed: string
  readonly serve: boolean
  readonly port: string
  readonly json?: boolean
}

/** The last instant of the shop's history: a Tuesday afternoon in Prague. */
const END = Date.UTC(2026, 5, 30, 15)
const WEEK = 7 * 86_400_000
/** Written by the demo and by nothing else: only a folder that has it is made anew. */
const TRUTH = 'data/truth.csv'

export function addDemo(program: Command): void {
  program
    .command('demo [dir]')
    .description('a made-up shop with known truth: generated, imported, segmented, explained, compared live')
    .option('--customers <count>', 'how many customers', '20000')
    .option('--seed <number>', 'another seed, another shop', '20260630')
    .option('--port <port>', 'where the console is served at the end', '4390')
    .option('--no-serve', 'end when it is made; else the console is served until Ctrl-C, but with --json')
    .action(async (dir: string | undefined, _: unknown, command: Command) =>
      demo(resolve(dir ?? 'kindred-demo'), command.optsWithGlobals<DemoOptions>()),
    )
}

async function demo(folder: string, options: DemoOptions): Promise<void> {
  const startedAt = Date.now()
  makeFolder(folder)
  await make(folder, options, startedAt)
  if (!options.serve || options.json === true || process.exitCode !== undefined) return
  say('The console opens at the address below: in it is everything told above')
  await serve({ C: folder, port: options.port, host: '127.0.0.1' })
}

async function make(folder: string, options: DemoOptions, startedAt: number): Promise<void> {
  const shop = await generate(folder, options)
  const opened = await openFolder(folder)
  try {
    const at = session(opened, startProgress(), options.json === true)
    await load(at, folder)
    const told = await tell(at)
    const parity = await compareLive(at)
    const agree = title('Do live and batch agree, customer by customer?')
    const compared = renderParity(parity, await at.locale())
    await at.print(
      { folder, ...shop, ...told.document, parity, seconds: (Date.now() - startedAt) / 1000 },
      () => [told.text, agree, compared, ending(folder, Date.now() - startedAt)].join('\n\n'),
    )
    if (parity.differences > 0) process.exitCode = 1
  } finally {
    await opened.close()
  }
}

function makeFolder(folder: string): void {
  if (existsSync(join(folder, TRUTH))) rmSync(folder, { recursive: true })
  copyTemplate('demo', folder)
  mkdirSync(join(folder, 'data'))
}

async function generate(folder: string, options: DemoOptions) {
  const customers = wholeNumber('--customers', options.customers)
  const seed = wholeNumber('--seed', options.seed)
  const progress = startProgress()
  const shop = await writeShop(join(folder, 'data'), { customers, end: END, seed }, done =>
    progress.show({ label: 'making up a shop', done, of: customers, counted: done, unit: 'customers' }),
  )
  progress.end()
  say(
    `${plural(shop.customerCount, 'customer')} and ${plural(shop.eventCount, 'event')} made up, with a known truth`,
  )
  return shop
}

/** The steps anyone would take with files of their own. */
async function load(at: Session, folder: string): Promise<void> {
  const { files } = readDefinitionFiles(folder, [])
  const applied = await at.client.apply({ files: [...files], complete: true, author: 'demo' })
  if (!applied.stored) {
    console.error(renderProblems(applied.problems))
    throw cliError('definitions_have_problems', { count: applied.problems.length }, 1)
  }
  say(`${plural(applied.changes.length, 'definition')} applied from workspace.yaml`)
  for (const kind of ['customers', 'events'] as const) {
    const report = await importFile(at, {
      kind,
      path: join(folder, `data/${kind}.csv`),
      mapping: readText(join(folder, `${kind}.map.yaml`)),
      mapping_name: `${kind}.map.yaml`,
    })
    say(`${plural(report.imported, 'row')} imported from data/${kind}.csv, ${report.set_aside} set aside`)
  }
  // As of a week before too, so that there is something to compare with.
  await refresh(at, new Date(END - WEEK).toISOString())
  const refreshed = await refresh(at, new Date(END).toISOString())
  for (const failure of refreshed.failures) say(`${failure.definition.id}: ${failure.says}`)
  say(`${refreshed.segments} segments and ${refreshed.segmentations} segmentations evaluated`)
  at.progress.end()
}

/** What a marketer would look at first: the groups, a VIP, and one who lapsed. */
async function tell(at: Session) {
  const locale = await at.locale()
  const segments = await at.client.segments()
  const { segmentations } = await at.client.segmentations()
  const vip = (await at.client.segmentMembers({ id: 'vip', limit: 1 })).members[0]?.customer
  const lapsed = (await at.client.segmentMembers({ id: 'lapsed_high_spenders_prague', limit: 1 })).members[0]
    ?.customer
  const parts = [renderSegments(segments, segmentations, locale)]
  if (vip !== undefined)
    parts.push(title('Who is this VIP?'), renderCustomer(await at.client.customer({ id: vip }), locale))
  if (lapsed !== undefined) {
    const asked = { id: lapsed, definition: 'vip' }
    parts.push(
      title('Why is this lapsed customer no VIP?'),
      renderExplained(await at.client.explain(asked), locale),
    )
  }
  return { document: { segments: segments.segments, segmentations, vip, lapsed }, text: parts.join('\n\n') }
}

function title(text: string): string {
  return style.strong(`── ${text} ${'─'.repeat(Math.max(0, 70 - text.length))}`)
}

function ending(folder: string, millis: number): string {
  const dir = relative(process.cwd(), folder) || '.'
  return [
    style.quiet(
      `Done in ${formatAge(millis / 1000)}. The shop stays in ${dir}; read ${join(dir, 'workspace.yaml')}, change a line, and:`,
    ),
    `  kindred -C ${dir} plan                 who would move`,
    `  kindred -C ${dir} members vip --columns spend_365d,favourite_category`,
    `  kindred -C ${dir} migration lifecycle --from 2026-05-31 --to 2026-06-30`,
    `  kindred -C ${dir} value                who the 20 % are, reckoned in several ways`,
    `  kindred -C ${dir} history vip --from 2025-07-01 --to 2026-06-30 --every month`,
    style.quiet(
      'Live, with the console: in one terminal the first, in a second the other, and then send events (docs/guide/live.md):',
    ),
    `  kindred -C ${dir} serve`,
    `  kindred -C ${dir} watch --segment on_the_phone complained`,
    style.quiet('In a checkout, `npm run kindred -- …` is `kindred …`.'),
  ].join('\n')
}

function say(line: string): void {
  console.error(`${style.good('✓')} ${line}`)
}

function wholeNumber(option: string, given: string): number {
  if (/^\d{1,8}$/.test(given) && Number(given) > 0) return Number(given)
  throw cliError('not_a_number', { option, given })
}
