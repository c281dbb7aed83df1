import type { WireUser } from '@kindred/api'
import { Badge, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { AddPerson } from './add-person.tsx'
import { ChangePerson } from './change-person.tsx'

const colours = { active: 'gray', invited: 'blue', locked: 'yellow', disabled: 'red' } as const

function columnsOf(timezone: string, open: (id: string) => void): readonly Column<WireUser>[] {
  return [
    {
      id: 'name',
      label: 'Name',
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <Button size="compact-sm" variant="default" onClick={() => open(id)}>
          {name}
        </Button>
      ),
    },
    { id: 'email', label: 'E-mail', value: ({ email }) => email },
    { id: 'role', label: 'Role', value: ({ role }) => role },
    { id: 'teams', label: 'Teams', value: ({ teams }) => (teams.length === 0 ? null : teams.join(', ')) },
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
    {
      id: 'since',
      label: 'Since',
      value: ({ created_at }) => created_at,
      cell: ({ created_at }) => formatDay(created_at, timezone),
    },
  ]
}

/** Who may sign in, and what they may do. Whom one looks at stands in the address. */
export function PeoplePage(): ReactNode {
  const query = useQuery(queries.users())
  const may = useMay()
  const { timezone } = useUnits()
  const { search, change } = useAddress()
  const shut = () => change({ user: '' })
  const add = may('access:write') && (
    <Button onClick={() => change({ user: 'new' }, 'push')}>Add somebody</Button>
  )
  return (
    <Page title="People" lead="Who may sign in, and what they may do." actions={add}>
      <Loaded query={query}>
        {({ users }) => {
          const chosen = users.find(({ id }) => id === search.user)
          return (
            <>
              <DataTable
                label="People"
                noun="user"
                columns={columnsOf(timezone, id => change({ user: id }, 'push'))}
                rows={users}
                keyOf={({ id }) => id}
                sorted="name"
                empty={
                  <Empty says="Nobody signs in yet.">
                    As long as it runs on one machine for one person, nobody has to. “Add somebody” makes a
                    link with which she chooses a password.
                  </Empty>
                }
              />
              <Dialog isOpen={search.user === 'new'} close={shut} title="Add somebody">
                <AddPerson />
              </Dialog>
              <Dialog isOpen={chosen !== undefined} close={shut} title={chosen?.name}>
                {chosen !== undefined && <ChangePerson key={chosen.id} user={chosen} />}
              </Dialog>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
