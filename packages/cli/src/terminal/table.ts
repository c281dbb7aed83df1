import Table from 'cli-table3'
import stringWidth from 'string-width'
import { style } from './style.ts'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** The least width it may be cut to when the terminal is narrow; without it, it is never cut. */
  readonly least?: number
  /** Left out, the last such first, where the terminal is too narrow for all of them. */
  readonly spare?: boolean
}

const GAP = 2

/**
 * Rows under their titles, cut to fit `width` where they must: columns that say what they may shrink to give way,
 * the widest first; where that is not enough, those that can be spared are left out.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = process.stdout.columns ?? 120,
): string {
  const spared = firstToSpare(columns, rows, width)
  if (spared === -1) return renderColumns(columns, rows, width)
  const others = <T>(all: readonly T[]) => all.filter((_, at) => at !== spared)
  return renderTable(others(columns), rows.map(others), width)
}

/** The last column that can be spared, where not even the narrowest form of all fits; else -1. */
function firstToSpare(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number {
  const natural = naturalWidths(columns, rows)
  const narrowest = columns.map(({ least = Infinity }, at) => Math.min(least + GAP, natural[at] ?? 0))
  // Nothing follows the last column, so that its gap may lie beyond the edge.
  const needed = narrowest.reduce((sum, each) => sum + each, -GAP)
  return needed <= width ? -1 : columns.findLastIndex(column => column.spare === true)
}

function renderColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const table = new Table({
    head: columns.map(column => style.quiet(column.title)),
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colAligns: columns.map(column => column.align ?? 'left'),
    colWidths: fitWidths(columns, naturalWidths(columns, rows), width),
  })
  table.push(...rows.map(row => [...row]))
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
}

function naturalWidths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  return columns.map(
    (column, index) =>
      Math.max(stringWidth(column.title), ...rows.map(row => stringWidth(row[index] ?? ''))) + GAP,
  )
}

function fitWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  while (widths.reduce((sum, each) => sum + each, 0) > width) {
    const widest = indexOfWidest(columns, widths)
    if (widest === -1) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function indexOfWidest(columns: readonly Column[], widths: readonly number[]): number {
  let widest = -1
  columns.forEach((column, index) => {
    const width = widths[index] ?? 0
    if (column.least === undefined || width <= column.least + GAP) return
    if (widest === -1 || width > (widths[widest] ?? 0)) widest = index
  })
  return widest
}

const noBorders = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map(name => [name, '']),
)
