import type { WireMerge } from '@kindred/api'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { withSession } from '../session.ts'
import { formatInstant, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

export function addMerge(program: Command): void {
  program
    .command('merge <from> <into>')
    .description('make two customers one')
    .action(
      withSession(async (session, [from = '', into = '']) => {
        const merged = await session.client.merge({ from, into })
        await session.print(
          merged,
          () =>
            `${style.good('✓')} ${merged.from} is ${merged.into} from now on. To take it back: kindred unmerge ${merged.id}`,
        )
      }),
    )
}

export function addMerges(program: Command): void {
  program
    .command('merges')
    .description('which ids were joined, when and by what; those undone included')
    .option('--limit <count>', 'how many', '100')
    .action(
      withSession<{ limit: string }>(async (session, _, { limit }) => {
        const found = await session.client.merges({ limit: wholeNumber('--limit', limit) })
        await session.print(found, async () => renderMerges(found.merges, await session.locale()))
      }),
    )
}

export function addUnmerge(program: Command): void {
  program
    .command('unmerge <id>')
    .description('take a merge back: two customers again')
    .action(
      withSession(async (session, [id = '']) => {
        const undone = await session.client.unmerge({ id: wholeNumber('id', id) })
        await session.print(
          undone,
          () => `${style.good('✓')} ${undone.from} and ${undone.into} are two again.`,
        )
      }),
    )
}

function renderMerges(merges: readonly WireMerge[], locale: Locale): string {
  if (merges.length === 0) return 'Nobody has been merged.'
  return renderTable(
    [
      { title: 'id', align: 'right' },
      { title: 'at' },
      { title: 'from', least: 8 },
      { title: 'into', least: 8 },
      { title: 'by', least: 8 },
      { title: '' },
    ],
    merges.map(merge => [
      String(merge.id),
      formatInstant(merge.at, locale),
      merge.from,
      merge.into,
      merge.attribute === undefined ? (merge.author ?? merge.by) : `${merge.by} (${merge.attribute})`,
      fateOf(merge, locale),
    ]),
  )
}

function fateOf({ undone_at, refused }: WireMerge, locale: Locale): string {
  if (refused !== undefined) return style.bad('not made: too many ids for one person')
  return undone_at === undefined ? '' : `undone ${formatInstant(undone_at, locale)}`
}

function wholeNumber(option: string, given: string): number {
  if (/^\d{1,9}$/.test(given)) return Number(given)
  throw cliError('not_a_number', { option, given })
}
