import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, formatShare, formatValue, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

type Migration = Awaited<ReturnType<Session['client']['migration']>>
type Cell = Migration['cells'][number]

const NOT_KNOWN = 'not known yet'

export function addMigration(program: Command): void {
  program
    .command('migration <segmentation>')
    .description('from which class to which between two instants, with the value carried')
    .requiredOption('--from <instant>', 'the first instant')
    .requiredOption('--to <instant>', 'the second instant')
    .action(
      withSession<{ from: string; to: string }>(async (session, [id = ''], { from, to }) => {
        const migration = await session.client.migration({ id, from, to })
        await session.print(migration, async () => renderMigration(migration, await session.locale()))
      }),
    )
}

function renderMigration(migration: Migration, locale: Locale): string {
  const { from, to } = migration
  return [
    `${style.name(migration.id)}: ${formatCount(from.customers)} customers on ${formatInstant(from.as_of, locale)}, ${formatCount(to.customers)} on ${formatInstant(to.as_of, locale)}`,
    `${style.quiet('from ↓  to →')}\n${renderMatrix(migration)}`,
    `${style.strong('Largest moves')}\n${renderMoves(migration, locale)}`,
  ].join('\n\n')
}

function renderMatrix({ classes, cells }: Migration): string {
  const rows = [...classes, null].flatMap(from => {
    const row = cells.filter(cell => cell.from === from)
    if (row.length === 0) return []
    const total = row.reduce((sum, cell) => sum + cell.customers, 0)
    return [[from ?? style.quiet(NOT_KNOWN), ...classes.map(to => count(row, to, from)), formatCount(total)]]
  })
  return renderTable(
    [
      { title: '', least: 8 },
      ...classes.map(title => ({ title, align: 'right' as const, least: 5 })),
      { title: 'all', align: 'right' as const },
    ],
    rows,
  )
}

function count(row: readonly Cell[], to: string, from: string | null): string {
  const customers = row.find(cell => cell.to === to)?.customers ?? 0
  if (customers === 0) return style.quiet('·')
  return from === to ? style.strong(formatCount(customers)) : formatCount(customers)
}

function renderMoves({ cells, from }: Migration, locale: Locale): string {
  const moves = cells
    .filter(cell => cell.from !== cell.to)
    .sort((a, b) => b.customers - a.customers)
    .slice(0, 8)
  if (moves.length === 0) return 'Nobody moved.'
  const rows = moves.map(cell => [
    `${cell.from ?? NOT_KNOWN} → ${cell.to}`,
    formatCount(cell.customers),
    cell.from === null ? '' : formatShare(cell.customers / from.customers),
    cell.value_before === undefined ? '' : formatValue(cell.value_before, locale),
    cell.value_after === undefined ? '' : formatValue(cell.value_after, locale),
  ])
  return renderTable(
    [
      { title: 'move', least: 14 },
      { title: 'customers', align: 'right' },
      { title: 'of the base', align: 'right', spare: true },
      { title: 'value before', align: 'right' },
      { title: 'value after', align: 'right' },
    ],
    rows,
  )
}
