import type { WireDeadLetter, WireHook } from '@kindred/api'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { withSession } from '../session.ts'
import { formatInstant, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

type Moves = WireHook['moves']

export function addHooks(program: Command): void {
  const hooks = program.command('hooks').description('web hooks: who is told when customers move')
  addList(hooks)
  addAdd(hooks)
  addRemove(hooks)
  addDeadLetters(hooks)
  addResend(hooks)
}

function addList(hooks: Command): void {
  hooks
    .command('list')
    .description('all of them, and what is wrong with each')
    .action(
      withSession(async session => {
        const found = await session.client.hooks()
        await session.print(found, async () => renderHooks(found.hooks, await session.locale()))
      }),
    )
}

function addAdd(hooks: Command): void {
  hooks
    .command('add <url>')
    .description('have moves sent to an address; its secret is shown once')
    .option('--segment <ids...>', 'of these segments and segmentations (default: all)')
    .option('--moves <which>', 'enter, leave or both', 'both')
    .action(
      withSession<{ segment?: readonly string[]; moves: string }>(
        async (session, [url = ''], { segment = [], moves }) => {
          const hook = await session.client.addHook({ url, definitions: [...segment], moves: movesOf(moves) })
          await session.print(hook, () =>
            [
              `${style.good('✓')} ${hook.id} tells ${hook.url}`,
              `  secret: ${style.strong(hook.secret)}`,
              style.quiet(
                '  Keep it: it is not shown again. How to verify what comes: docs/guide/webhooks.md',
              ),
            ].join('\n'),
          )
        },
      ),
    )
}

function addRemove(hooks: Command): void {
  hooks
    .command('remove <id>')
    .description('end one, and drop its dead letters')
    .action(
      withSession(async (session, [id = '']) => {
        const removed = await session.client.removeHook({ id })
        await session.print(removed, () => `${style.good('✓')} ${removed.id} is told nothing any more.`)
      }),
    )
}

function addDeadLetters(hooks: Command): void {
  hooks
    .command('dead-letters <id>')
    .description('what could not be delivered after all tries')
    .action(
      withSession(async (session, [id = '']) => {
        const found = await session.client.deadLetters({ id })
        await session.print(found, async () => renderLetters(id, found.dead_letters, await session.locale()))
      }),
    )
}

function addResend(hooks: Command): void {
  hooks
    .command('resend <id> [letters...]')
    .description('send dead letters once more (default: all)')
    .action(
      withSession(async (session, [id = '', ...letters]) => {
        const numbers = letters.map(letterOf)
        const done = await session.client.resendDeadLetters({
          id,
          ...(numbers.length === 0 ? {} : { letters: numbers }),
        })
        await session.print(done, () =>
          done.left === 0
            ? `${style.good('✓')} ${plural(done.sent, 'dead letter')} sent.`
            : `${style.bad('✗')} ${done.sent} sent, ${done.left} left: ${done.reason ?? 'no answer'}.`,
        )
        if (done.left > 0) process.exitCode = 1
      }),
    )
}

function renderHooks(hooks: readonly WireHook[], locale: Locale): string {
  if (hooks.length === 0) return 'No web hooks yet: kindred hooks add https://… --segment vip --moves enter'
  const rows = hooks.map(hook => [
    hook.id,
    hook.url,
    hook.definitions.join(', ') || 'all',
    hook.moves,
    formatInstant(hook.created_at, locale),
    String(hook.dead_letters),
    hook.failing === undefined
      ? style.good('well')
      : style.bad(`${hook.failing.reason}, ${plural(hook.failing.tries, 'try', 'tries')}`),
  ])
  return renderTable(
    [
      { title: 'id' },
      { title: 'address', least: 20 },
      { title: 'segments', least: 10 },
      { title: 'moves' },
      { title: 'since', least: 10 },
      { title: 'dead letters', align: 'right' },
      { title: 'state', least: 8 },
    ],
    rows,
  )
}

function renderLetters(id: string, letters: readonly WireDeadLetter[], locale: Locale): string {
  if (letters.length === 0) return 'No dead letters.'
  const table = renderTable(
    [
      { title: 'letter', align: 'right' },
      { title: 'given up' },
      { title: 'tries', align: 'right' },
      { title: 'moves', align: 'right' },
      { title: 'why', least: 20 },
    ],
    letters.map(letter => [
      String(letter.id),
      formatInstant(letter.at, locale),
      String(letter.tries),
      String(letter.transitions.length),
      letter.reason,
    ]),
  )
  return `${table}\n\n${style.quiet(`To send them again: kindred hooks resend ${id}`)}`
}

function movesOf(given: string): Moves {
  if (given === 'enter' || given === 'leave' || given === 'both') return given
  throw cliError('not_a_choice', { option: '--moves', given, choices: 'enter, leave, both' })
}

function letterOf(given: string): number {
  if (/^\d{1,9}$/.test(given)) return Number(given)
  throw cliError('not_a_number', { option: 'letters', given })
}
