import { Table, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Order } from './table-rows.ts'

interface SortableHeadProps {
  readonly label: string
  readonly numeric: boolean
  readonly order: Order
  readonly sort: () => void
}

/** The head of a column by which the table is sorted when it is pressed. */
export function SortableHead({ label, numeric, order, sort }: SortableHeadProps): ReactNode {
  const arrow = { ascending: ' ↑', descending: ' ↓', none: '' }[order]
  return (
    <Table.Th role="columnheader" aria-sort={order} className={numeric ? 'number' : undefined}>
      <UnstyledButton onClick={sort} fz="sm" fw={600}>
        {label}
        <span aria-hidden="true">{arrow}</span>
      </UnstyledButton>
    </Table.Th>
  )
}
