import { Badge, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Column, DataTable, type DataTableProps } from './data-table.tsx'
import { Dialog } from './dialog.tsx'
import { useAddress } from './use-address.ts'

interface ListWithDialogsProps<Row> extends Omit<DataTableProps<Row>, 'keyOf'> {
  /** Where the address keeps which one is open: its id, or `new`. */
  readonly at: string
  /** The first column: its texts open the row's dialog. */
  readonly opens: Pick<Column<Row>, 'id' | 'label'> & { readonly value: (row: Row) => string }
  readonly titleOf: (row: Row) => string
  /** What is shown of one. */
  readonly one: (row: Row, shut: () => void) => ReactNode
  readonly size?: 'lg' | 'xl'
  /** The dialog that makes another; `AddToList` opens it. */
  readonly adding?: { readonly title: string; readonly form: ReactNode }
}

/** A list of which each one opens over the page. What is open stands in the address: a link shows the same. */
export function ListWithDialogs<Row extends { readonly id: string }>({
  at,
  opens,
  titleOf,
  one,
  size = 'lg',
  adding,
  ...table
}: ListWithDialogsProps<Row>): ReactNode {
  const { search, change } = useAddress()
  const shut = () => change({ [at]: '' })
  const chosen = table.rows.find(({ id }) => id === search[at])
  const first: Column<Row> = {
    ...opens,
    cell: row => (
      <Button
        size="compact-sm"
        variant="default"
        maw="20rem"
        onClick={() => change({ [at]: row.id }, 'push')}
      >
        {opens.value(row)}
      </Button>
    ),
  }
  return (
    <>
      <DataTable {...table} columns={[first, ...table.columns]} keyOf={({ id }) => id} />
      {adding !== undefined && (
        <Dialog isOpen={search[at] === 'new'} close={shut} title={adding.title}>
          {adding.form}
        </Dialog>
      )}
      <Dialog isOpen={chosen !== undefined} close={shut} title={chosen && titleOf(chosen)} size={size}>
        {chosen !== undefined && <div key={chosen.id}>{one(chosen, shut)}</div>}
      </Dialog>
    </>
  )
}

interface AddToListProps {
  readonly at: string
  readonly variant?: 'filled' | 'default'
  readonly children: ReactNode
}

/** Opens the dialog that makes another. */
export function AddToList({ at, variant = 'filled', children }: AddToListProps): ReactNode {
  const { change } = useAddress()
  return (
    <Button variant={variant} onClick={() => change({ [at]: 'new' }, 'push')}>
      {children}
    </Button>
  )
}

/** The state of each, in the colour of how much it matters. */
export function stateColumn<State extends string>(
  colours: Readonly<Record<State, string>>,
): Column<{ readonly state: State }> {
  return {
    id: 'state',
    label: 'State',
    value: ({ state }) => state,
    cell: ({ state }) => (
      <Badge variant="light" color={colours[state]} tt="none">
        {state}
      </Badge>
    ),
  }
}
