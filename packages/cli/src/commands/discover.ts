import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { renderChange, renderDiscoveries, renderDiscovery } from '../discovery/render-discovery.ts'
import { renderPlaced } from '../discovery/render-placed.ts'
import { splitFeatures } from '../discovery/split-features.ts'
import { cliError } from '../errors.ts'
import { type Session, withSession } from '../session.ts'
import { style } from '../terminal/style.ts'
import { renderPublished } from './published-discovery.ts'

type Request = NonNullable<Parameters<Session['client']['discover']>[0]>
type Method = NonNullable<Request['method']>

const methods = [
  'auto',
  'k-means',
  'gaussian-mixture',
  'ward',
  'medoids',
  'hdbscan',
] as const satisfies Method[]

interface DiscoverOptions {
  readonly population?: string
  readonly features?: string
  readonly method?: string
  readonly classes?: string
  readonly maxClasses?: string
  readonly minShare?: string
  readonly seed?: string
  readonly name?: string
  readonly asOf?: string
  readonly learnFrom?: string
  readonly report?: string
}

export function addDiscover(program: Command): void {
  const parent = program
    .command('discover')
    .description('find groups of customers who are alike, judge, name and describe them')
    .option('--population <expression>', 'a condition: whom to group (default: everybody)')
    .option('--features <list>', 'what to compare by: names or expressions, separated by commas')
    .option('--method <name>', `${methods.join(', ')} (default: auto)`)
    .option('--classes <number>', 'exactly so many groups')
    .option('--max-classes <number>', 'at most so many groups (default: 8)')
    .option('--min-share <share>', 'the least share of the smallest group (default: 0.03)')
    .option('--seed <number>', 'of everything drawn by chance (default: 1)')
    .option('--name <id>', 'what to call it; of one that is there it is the next round')
    .option('--as-of <instant>', 'at that instant (default: that of the last refresh)')
    .option('--learn-from <number>', 'above so many customers, learn from a sample (default: 100000)')
    .option('--report <file>', 'also write a page that opens from disk')
    .action(withSession<DiscoverOptions>((session, _, options) => discover(session, options)))
  addList(parent)
  addShow(parent)
  addCompare(parent)
  addPublish(parent)
}

async function discover(session: Session, options: DiscoverOptions): Promise<void> {
  const found = await session.client.discover(requestOf(options), {
    progress: ({ step, done, of }) => session.progress.show({ label: labels[step], done, of }),
  })
  const report = await writeReport(session, found.id, found.round, options.report)
  await session.print(found, async () => `${renderDiscovery(found, await session.locale())}${report}`)
}

const labels = {
  read: 'reading customers',
  find: 'trying groups',
  count: 'counting everybody',
  store: 'storing',
}

function requestOf(options: DiscoverOptions): Request {
  const { population, features, name, asOf } = options
  return {
    author: process.env.USER ?? 'unknown',
    ...(population === undefined ? {} : { population }),
    ...(features === undefined ? {} : { features: splitFeatures(features) }),
    ...(options.method === undefined ? {} : { method: methodOf(options.method) }),
    ...(options.classes === undefined ? {} : { classes: whole('--classes', options.classes) }),
    ...(options.maxClasses === undefined ? {} : { max_classes: whole('--max-classes', options.maxClasses) }),
    ...(options.minShare === undefined ? {} : { min_share: share('--min-share', options.minShare) }),
    ...(options.seed === undefined ? {} : { seed: whole('--seed', options.seed) }),
    ...(options.learnFrom === undefined ? {} : { learn_from: whole('--learn-from', options.learnFrom) }),
    ...(name === undefined ? {} : { id: name }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
  }
}

function methodOf(given: string): Method {
  const method = methods.find(each => each === given)
  if (method !== undefined) return method
  throw cliError('not_a_choice', { option: '--method', given, choices: methods.join(', ') })
}

function whole(option: string, given: string): number {
  const number = Number(given)
  if (given.trim() !== '' && Number.isSafeInteger(number)) return number
  throw cliError('not_a_number', { option, given })
}

/** As a share of 1 or as per cent: `0.05`, `5%`. */
function share(option: string, given: string): number {
  const [, digits, percent] = /^\s*(\d*\.?\d+)\s*(%?)\s*$/.exec(given) ?? []
  if (digits === undefined) throw cliError('not_a_share', { option, given })
  return percent === '%' ? Number(digits) / 100 : Number(digits)
}

interface ShowOptions {
  readonly round?: string
  readonly report?: string
  readonly customer?: string
}

function addList(parent: Command): void {
  parent
    .command('list')
    .description('what was discovered, latest first')
    .action(
      withSession(async session => {
        const found = await session.client.discoveries()
        await session.print(found, async () => renderDiscoveries(found.discoveries, await session.locale()))
      }),
    )
}

function addShow(parent: Command): void {
  parent
    .command('show <id>')
    .description('one discovery again')
    .option('--round <number>', 'an earlier round (default: the newest)')
    .option('--customer <id>', 'only where she is: her group, the next one, and what would move her')
    .option('--report <file>', 'also write a page that opens from disk')
    .action(
      withSession<ShowOptions>(async (session, [id = ''], { round, report, customer }) => {
        const asked = round === undefined ? {} : { round: whole('--round', round) }
        if (customer !== undefined) {
          const placed = await session.client.discoveryOf({ id, customer, ...asked })
          return session.print(placed, () => renderPlaced(placed))
        }
        const found = await session.client.discovery({ id, ...asked })
        const written = await writeReport(session, id, found.round, report)
        await session.print(found, async () => `${renderDiscovery(found, await session.locale())}${written}`)
      }),
    )
}

function addCompare(parent: Command): void {
  parent
    .command('compare <id>')
    .description('what became of the groups from one round to another')
    .option('--from <number>', 'the earlier round (default: the one before)')
    .option('--to <number>', 'the later round (default: the newest)')
    .action(
      withSession<{ from?: string; to?: string }>(async (session, [id = ''], { from, to }) => {
        const compared = await session.client.compareDiscovery({
          id,
          ...(from === undefined ? {} : { from: whole('--from', from) }),
          ...(to === undefined ? {} : { to: whole('--to', to) }),
        })
        await session.print(compared, () => renderChange(compared))
      }),
    )
}

interface PublishOptions {
  readonly as?: string
  readonly round?: string
  readonly segmentation?: string
  readonly dryRun?: boolean
}

function addPublish(parent: Command): void {
  parent
    .command('publish <id>')
    .description('make the groups a segmentation, evaluated in batch and live like any other')
    .option('--as <kind>', 'rules: conditions people can read; model: the exact groups (default: rules)')
    .option('--round <number>', 'an earlier round (default: the newest)')
    .option('--segmentation <name>', 'what it is called (default: as the discovery)')
    .option('--dry-run', 'show what would change and for whom, change nothing')
    .action(
      withSession<PublishOptions>(async (session, [id = ''], options) => {
        const { round, segmentation, dryRun = false } = options
        const published = await session.client.publishDiscovery(
          {
            id,
            as: kindOf(options.as ?? 'rules'),
            dry_run: dryRun,
            author: process.env.USER ?? 'unknown',
            ...(round === undefined ? {} : { round: whole('--round', round) }),
            ...(segmentation === undefined ? {} : { segmentation }),
          },
          {
            progress: ({ step, done, of }) =>
              session.progress.show({ label: step.replace('_', '-'), done, of }),
          },
        )
        await session.print(published, async () => renderPublished(published, dryRun, await session.locale()))
      }),
    )
}

function kindOf(given: string): 'rules' | 'model' {
  if (given === 'rules' || given === 'model') return given
  throw cliError('not_a_choice', { option: '--as', given, choices: 'rules, model' })
}

/** @returns What to say of it. */
async function writeReport(
  session: Session,
  id: string,
  round: number,
  file: string | undefined,
): Promise<string> {
  if (file === undefined) return ''
  const { content } = await session.client.discoveryReport({ id, round })
  const path = resolve(file)
  await writeFile(path, content)
  return `\n\n${style.good('✓')} The report is in ${path}`
}
