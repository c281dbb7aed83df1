import type { MembersPage } from '@kindred/api'
import { Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { formatValue } from '../../ui/format.ts'
import { SortableHead } from '../../ui/sortable-head.tsx'
import { nextSorting, orderOf, readSorting, type Sorting } from '../../ui/table-rows.ts'
import { type Address, useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'

/** The id among the columns to sort by, as the server calls it. */
const CUSTOMER = 'customer'
/** In the address; other lists of the page have their own. */
export const SORT = 'members.sort'

/** What members are sorted by, as the address says; by id until one chooses. */
export function membersSorting(search: Address): Sorting {
  return readSorting(search[SORT] ?? CUSTOMER)
}

interface MembersTableProps {
  readonly page: MembersPage
  readonly labelOf: (column: string) => string
  /** Whether another page, or another order, is on its way. */
  readonly isBehind: boolean
}

/** One page of members. Its heads sort all of them: the server does. */
export function MembersTable({ page, labelOf, isBehind }: MembersTableProps): ReactNode {
  const { search, change } = useAddress()
  const units = useUnits()
  const sorting = membersSorting(search)
  const head = (id: string, label: string, numeric: boolean) => (
    <SortableHead
      key={id}
      label={label}
      numeric={numeric}
      order={orderOf(sorting, id)}
      sort={() => change({ [SORT]: nextSorting(sorting, { id, numeric }), after: '' })}
    />
  )
  return (
    <ScrolledTable label="Members" stacks isBehind={isBehind}>
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          {head(CUSTOMER, 'Customer', false)}
          {page.columns.map(column =>
            hasOrder(column) ? (
              head(column.name, labelOf(column.name), isNumeric(column))
            ) : (
              <Table.Th key={column.name} role="columnheader">
                {labelOf(column.name)}
              </Table.Th>
            ),
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {page.members.map(({ customer, values }) => (
          <Table.Tr key={customer} role="row">
            <Table.Td role="cell">
              <Link to="/customers/$id" params={{ id: customer }} className="quiet-link">
                {customer}
              </Link>
            </Table.Td>
            {page.columns.map(column => (
              <Table.Td
                key={column.name}
                role="cell"
                data-label={labelOf(column.name)}
                className={isNumeric(column) ? 'number' : undefined}
              >
                {column.masked ? (
                  <Text span size="sm" c="dimmed">
                    hidden
                  </Text>
                ) : (
                  formatValue({ type: column.type, value: values[column.name] ?? null }, units)
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrolledTable>
  )
}

type Column = MembersPage['columns'][number]

/** An order by what one does not see would tell it, and is refused; places and tags have none. */
function hasOrder({ type, masked }: Column): boolean {
  return masked !== true && type !== 'place' && type !== 'tags'
}

function isNumeric({ type }: Column): boolean {
  return type === 'number' || type === 'money'
}
