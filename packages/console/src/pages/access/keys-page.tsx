import type { WireKey } from '@kindred/api'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { AddToList, ListWithDialogs, stateColumn } from '../../ui/list-with-dialogs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { AddKey } from './add-key.tsx'
import { OneKey } from './one-key.tsx'

const colours = { active: 'gray', expired: 'yellow', revoked: 'red' } as const

function columnsOf(timezone: string): readonly Column<WireKey>[] {
  return [
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
    stateColumn(colours),
  ]
}

/** Keys of programs: made, seen without their secrets, ended. */
export function KeysPage(): ReactNode {
  const query = useQuery(queries.keys())
  const may = useMay()
  const { timezone } = useUnits()
  const add = may('access:write') && <AddToList at="key">New key</AddToList>
  return (
    <Page title="Keys" lead="What lets programs in: a shop, a mail tool, a nightly job." actions={add}>
      <Loaded query={query}>
        {({ keys }) => (
          <ListWithDialogs
            at="key"
            label="Keys"
            noun="key"
            opens={{ id: 'name', label: 'Key', value: ({ name }) => name }}
            columns={columnsOf(timezone)}
            rows={keys}
            sorted="name"
            titleOf={({ name }) => name}
            one={key => <OneKey of={key} />}
            adding={{ title: 'New key', form: <AddKey /> }}
            empty={
              <Empty says="No program has a key.">
                “New key” makes one. Its secret is shown once; only its hash is stored.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
