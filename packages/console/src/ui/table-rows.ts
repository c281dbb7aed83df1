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

/** How a table stands in order of one of its columns, as those who hear it are told. */
export type Order = 'ascending' | 'descending' | 'none'

export function orderOf(sorting: Sorting, column: string): Order {
  if (sorting.column !== column) return 'none'
  return sorting.descending ? 'descending' : 'ascending'
}

/** As in the address: what is sorted by when a head is pressed. A number begins with its largest, pressed again it turns round. */
export function nextSorting(
  sorting: Sorting,
  { id, numeric = false }: { readonly id: string; readonly numeric?: boolean },
): string {
  const descending = sorting.column === id ? !sorting.descending : numeric
  return `${descending ? '-' : ''}${id}`
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
