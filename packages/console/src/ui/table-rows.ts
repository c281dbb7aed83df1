export type CellValue = string | number | null

export interface Sorting {
  readonly column: string
  readonly descending: boolean
}

/** `-size` is by size, largest first. */
export function readSorting(text: string): Sorting {
  return text.startsWith('-')
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false }
}

/** Rows one of whose cells contains the text, whatever its case. */
export function filterRows<Row>(
  rows: readonly Row[],
  cells: (row: Row) => readonly CellValue[],
  text: string,
): readonly Row[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return rows
  return rows.filter(row =>
    cells(row).some(cell =>
      String(cell ?? '')
        .toLowerCase()
        .includes(wanted),
    ),
  )
}

/** In order of one value; what is unknown comes last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => CellValue,
  descending: boolean,
): readonly Row[] {
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'en', { numeric: true })
    return descending ? -order : order
  })
}
