import { Button, Group, Pagination, Stack, Table, Text, TextInput } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { csvOf, saveFile } from './csv.ts'
import { counted, plural } from './format.ts'
import { SortableHead } from './sortable-head.tsx'
import { type CellValue, filterRows, nextSorting, orderOf, readSorting, sortRows } from './table-rows.ts'
import { useAddress } from './use-address.ts'
import { useStacked } from './use-stacked.ts'

export interface Column<Row> {
  readonly id: string
  readonly label: string
  /** What it is sorted, filtered and downloaded by. */
  readonly value: (row: Row) => CellValue
  /** What is shown; the value itself when absent. */
  readonly cell?: (row: Row) => ReactNode
  readonly numeric?: boolean
}

export interface DataTableProps<Row> {
  /** What it is a table of, for those who hear it, and the name of the file. */
  readonly label: string
  readonly noun: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** As in the address: `-size`. */
  readonly sorted?: string
  /** Set where a page has more than one: its place in the address. */
  readonly name?: string
  readonly pageSize?: number
  readonly empty: ReactNode
  readonly tools?: ReactNode
}

/** Among so many one finds by looking. */
const FEW = 12

/** A list that sorts, filters and pages, keeps all of that in the address, and can be downloaded. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { columns, rows, keyOf, label, noun, name = '', sorted = '', pageSize = 50, empty, tools } = props
  const { search, change } = useAddress()
  const at = (key: string) => (name === '' ? key : `${name}.${key}`)
  const filter = search[at('q')] ?? ''
  const sorting = readSorting(search[at('sort')] ?? sorted)
  if (rows.length === 0) return empty
  const cells = (row: Row) => columns.map(column => column.value(row))
  const found = filterRows(rows, cells, filter)
  const by = columns.find(({ id }) => id === sorting.column)
  const ordered = by === undefined ? found : sortRows(found, by.value, sorting.descending)
  const pages = Math.max(1, Math.ceil(ordered.length / pageSize))
  const page = Math.min(pages, Math.max(1, Number(search[at('page')] ?? 1) || 1))
  const shown = ordered.slice((page - 1) * pageSize, page * pageSize)
  const sortBy = (column: Column<Row>) =>
    change({ [at('sort')]: nextSorting(sorting, column), [at('page')]: '' })
  const download = () =>
    saveFile(
      `${label.toLowerCase().replaceAll(/\W+/g, '-')}.csv`,
      csvOf(
        columns.map(each => each.label),
        ordered.map(cells),
      ),
    )
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {rows.length > FEW && (
          <TextInput
            aria-label={`Filter ${plural(noun)}`}
            placeholder={`Filter ${counted(rows.length, noun)}`}
            value={filter}
            onChange={event => change({ [at('q')]: event.currentTarget.value, [at('page')]: '' })}
            style={{ flex: '1 1 12rem', maxWidth: '22rem' }}
          />
        )}
        {tools}
        <Button variant="default" size="sm" onClick={download} ml="auto">
          Download CSV
        </Button>
      </Group>
      <ScrolledTable label={label} stacks>
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map(column => (
              <SortableHead
                key={column.id}
                label={column.label}
                numeric={column.numeric === true}
                order={orderOf(sorting, column.id)}
                sort={() => sortBy(column)}
              />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {shown.map(row => (
            <Table.Tr key={keyOf(row)} role="row">
              {columns.map(column => (
                <Table.Td
                  key={column.id}
                  role="cell"
                  data-label={column.label}
                  className={column.numeric ? 'number' : undefined}
                >
                  {column.cell?.(row) ?? column.value(row) ?? '–'}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrolledTable>
      {found.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing contains “{filter}”. Clear the filter to see {counted(rows.length, noun)}.
        </Text>
      )}
      {pages > 1 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {counted(found.length, noun)}
          </Text>
          <Pagination
            total={pages}
            value={page}
            onChange={next => change({ [at('page')]: next === 1 ? '' : String(next) }, 'push')}
            getControlProps={control => ({ 'aria-label': `${control} page` })}
            getItemProps={item => ({ 'aria-label': `Page ${item}` })}
          />
        </Group>
      )}
    </Stack>
  )
}

interface ScrolledTableProps {
  readonly label: string
  /** Whether on a telephone its rows stand one below the other instead: each cell says by `data-label` what it is. */
  readonly stacks?: boolean
  /** Whether what is in it is of before, and what was asked for is on its way. */
  readonly isBehind?: boolean
  readonly children: ReactNode
}

/** Wide tables move within the page, by keyboard too; the page itself does not. */
export function ScrolledTable({
  label,
  stacks = false,
  isBehind = false,
  children,
}: ScrolledTableProps): ReactNode {
  const frame = useRef<HTMLElement>(null)
  const isStacked = useStacked(frame) && stacks
  return (
    <section
      ref={frame}
      className={isStacked ? 'scrolled stacked' : 'scrolled'}
      aria-label={label}
      aria-busy={isBehind}
      style={{ opacity: isBehind ? 0.6 : 1 }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <Table verticalSpacing={6} highlightOnHover role="table">
        {children}
      </Table>
    </section>
  )
}
