import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { type Session, withSession } from '../session.ts'
import {
  formatChange,
  formatCount,
  formatInstant,
  formatShare,
  formatValue,
  type Locale,
} from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

type History = Awaited<ReturnType<Session['client']['segmentHistory']>>
const steps = ['day', 'week', 'month', 'quarter', 'year'] as const
type Every = (typeof steps)[number]

interface HistoryOptions {
  readonly from?: string
  readonly to?: string
  readonly every?: Every
}

export function addHistory(program: Command): void {
  program
    .command('history <segment>')
    .description('size, entered and left by day: as recorded, or computed at regular instants')
    .option('--from <instant>', 'from that instant')
    .option('--to <instant>', 'up to that instant')
    .option('--every <step>', 'day, week, month, quarter or year: compute, whether or not refreshes ran')
    .action(
      withSession<HistoryOptions>(async (session, [id = ''], { from, to, every }) => {
        if (every !== undefined && !steps.includes(every)) {
          throw cliError('not_a_choice', { option: '--every', given: every, choices: steps.join(', ') })
        }
        const history = await session.client.segmentHistory({
          id,
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
          ...(every === undefined ? {} : { every }),
        })
        await session.print(history, async () => renderHistory(history, await session.locale()))
      }),
    )
}

function renderHistory(history: History, locale: Locale): string {
  const head = `${style.name(history.id)}${history.computed ? ', computed at each instant' : ', as refreshes recorded it'}`
  if (history.points.length === 0)
    return `${head}\nNothing recorded yet. Run kindred refresh, or compute: --from 2011-01-01 --to 2011-12-01 --every month`
  const most = Math.max(1, ...history.points.map(point => point.size))
  const rows = history.points.map(point => [
    history.computed ? formatInstant(point.as_of, locale) : point.day,
    formatCount(point.size),
    formatShare(point.share_of_customers),
    bar(point.size / most),
    formatChange(point.entered),
    formatChange(-point.left),
    point.value === undefined ? '' : formatValue(point.value, locale),
  ])
  return `${head}\n${renderTable(columns, rows)}`
}

const columns = [
  { title: 'day' },
  { title: 'size', align: 'right' as const },
  { title: 'share', align: 'right' as const, spare: true },
  { title: '', spare: true },
  { title: 'entered', align: 'right' as const },
  { title: 'left', align: 'right' as const },
  { title: 'value', align: 'right' as const },
]

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

function bar(share: number): string {
  const cells = share * 16
  return '█'.repeat(Math.floor(cells)) + (eighths[Math.floor((cells % 1) * 8)] ?? '')
}
