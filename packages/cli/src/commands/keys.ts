import type { WireKey } from '@kindred/api'
import type { Command } from 'commander'
import { roleOption } from '../access/role-option.ts'
import { withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeOption } from './number-option.ts'

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('API keys: what programs show instead of signing in')
  addList(keys)
  addCreate(keys)
  addRevoke(keys)
}

function addList(keys: Command): void {
  keys
    .command('list')
    .description('all of them, without their secrets')
    .action(
      withSession(async session => {
        const found = await session.client.keys()
        await session.print(found, async () => renderKeys(found.keys, await session.locale()))
      }),
    )
}

interface CreateOptions {
  readonly role: string
  readonly route?: readonly string[]
  readonly segment?: readonly string[]
  readonly perMinute: string
  readonly expires?: string
}

function addCreate(keys: Command): void {
  keys
    .command('create <name>')
    .description('make a key; its secret is shown once')
    .requiredOption('--role <role>', 'admin, marketer, analyst, agent, ingest or decide')
    .option('--route <names...>', 'only these routes of the API, such as sendEvents')
    .option('--segment <ids...>', 'only questions about these segments and segmentations')
    .option('--per-minute <count>', 'how many requests a minute', '6000')
    .option('--expires <instant>', 'from when on it is good no more')
    .action(
      withSession<CreateOptions>(async (session, [name = ''], options) => {
        const key = await session.client.addKey({
          ...{ name, role: roleOption('--role', options.role) },
          ...{ routes: [...(options.route ?? [])], definitions: [...(options.segment ?? [])] },
          per_minute: wholeOption('--per-minute', options.perMinute),
          ...(options.expires === undefined ? {} : { expires_at: options.expires }),
        })
        await session.print(key, () =>
          [
            `${style.good('✓')} ${key.name} may do what the role '${key.role}' may.`,
            `  secret: ${style.strong(key.secret)}`,
            style.quiet("  Keep it: it is not shown again. It is sent as 'authorization: Bearer …'."),
          ].join('\n'),
        )
      }),
    )
}

function addRevoke(keys: Command): void {
  keys
    .command('revoke <id>')
    .description('end a key at once')
    .action(
      withSession(async (session, [id = '']) => {
        const key = await session.client.revokeKey({ id })
        await session.print(key, () => `${style.good('✓')} ${key.name} (${key.prefix}…) is good no more.`)
      }),
    )
}

function renderKeys(keys: readonly WireKey[], locale: Locale): string {
  if (keys.length === 0) return 'No keys yet: kindred keys create "Shop" --role ingest'
  return renderTable(
    [
      { title: 'id' },
      { title: 'name', least: 8 },
      { title: 'begins' },
      { title: 'role' },
      { title: 'only', least: 8 },
      { title: 'a minute', align: 'right' },
      { title: 'made', least: 10 },
      { title: 'expires', least: 10 },
      { title: 'state' },
    ],
    keys.map(key => [
      key.id,
      key.name,
      `${key.prefix}…`,
      key.role,
      [...key.routes, ...key.definitions].join(', '),
      formatCount(key.per_minute),
      formatInstant(key.created_at, locale),
      key.expires_at === null ? 'never' : formatInstant(key.expires_at, locale),
      key.state === 'active' ? style.good(key.state) : style.bad(key.state),
    ]),
  )
}
