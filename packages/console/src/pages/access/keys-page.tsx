import type { WireKey } from '@kindred/api'
import { Badge, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { AddKey } from './add-key.tsx'
import { OneKey } from './one-key.tsx'

const colours = { active: 'gray', expired: 'yellow', revoked: 'red' } as const

function columnsOf(timezone: string, open: (id: string) => void): readonly Column<WireKey>[] {
  return [
    {
      id: 'name',
      label: 'Key',
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <Button size="compact-sm" variant="default" onClick={() => open(id)}>
          {name}
        </Button>
      ),
    },
    { id: 'prefix', label: 'Begins with', value: ({ prefix }) => prefix },
    { id: 'role', label: 'Role', value: ({ role }) => role },
    {
      id: 'definitions',
      label: 'For',
      value: ({ definitions }) => definitions.join(', '),
      cell: ({ definitions }) => (definitions.length === 0 ? 'everything' : definitions.join(', ')),
    },
    {
      id: 'per_minute',
      label: 'A minute',
      numeric: true,
      value: ({ per_minute }) => per_minute,
      cell: ({ per_minute }) => formatNumber(per_minute),
    },
    {
      id: 'expires',
      label: 'Expires',
      value: ({ expires_at }) => expires_at,
      cell: ({ expires_at }) => (expires_at === null ? 'never' : formatDay(expires_at, timezone)),
    },
    {
      id: 'state',
      label: 'State',
      value: ({ state }) => state,
      cell: ({ state }) => (
        <Badge variant="light" color={colours[state]} tt="none">
          {state}
        </Badge>
      ),
    },
  ]
}

/** Keys of programs: made, seen without their secrets, ended. */
export function KeysPage(): ReactNode {
  const query = useQuery(queries.keys())
  const may = useMay()
  const { timezone } = useUnits()
  const { search, change } = useAddress()
  const shut = () => change({ key: '' })
  const add = may('access:write') && <Button onClick={() => change({ key: 'new' }, 'push')}>New key</Button>
  return (
    <Page title="Keys" lead="What lets programs in: a shop, a mail tool, a nightly job." actions={add}>
      <Loaded query={query}>
        {({ keys }) => {
          const chosen = keys.find(({ id }) => id === search.key)
          return (
            <>
              <DataTable
                label="Keys"
                noun="key"
                columns={columnsOf(timezone, id => change({ key: id }, 'push'))}
                rows={keys}
                keyOf={({ id }) => id}
                sorted="name"
                empty={
                  <Empty says="No program has a key.">
                    “New key” makes one. Its secret is shown once; only its hash is stored.
                  </Empty>
                }
              />
              <Dialog isOpen={search.key === 'new'} close={shut} title="New key">
                <AddKey />
              </Dialog>
              <Dialog isOpen={chosen !== undefined} close={shut} title={chosen?.name}>
                {chosen !== undefined && <OneKey key={chosen.id} of={chosen} />}
              </Dialog>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
