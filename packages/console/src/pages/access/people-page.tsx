import type { WireUser } from '@kindred/api'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay } from '../../ui/format.ts'
import { AddToList, ListWithDialogs, stateColumn } from '../../ui/list-with-dialogs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { AddPerson } from './add-person.tsx'
import { ChangePerson } from './change-person.tsx'

const colours = { active: 'gray', invited: 'blue', locked: 'yellow', disabled: 'red' } as const

function columnsOf(timezone: string): readonly Column<WireUser>[] {
  return [
    { id: 'email', label: 'E-mail', value: ({ email }) => email },
    { id: 'role', label: 'Role', value: ({ role }) => role },
    { id: 'teams', label: 'Teams', value: ({ teams }) => (teams.length === 0 ? null : teams.join(', ')) },
    stateColumn(colours),
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
  const add = may('access:write') && <AddToList at="user">Add somebody</AddToList>
  return (
    <Page title="People" lead="Who may sign in, and what they may do." actions={add}>
      <Loaded query={query}>
        {({ users }) => (
          <ListWithDialogs
            at="user"
            label="People"
            noun="user"
            opens={{ id: 'name', label: 'Name', value: ({ name }) => name }}
            columns={columnsOf(timezone)}
            rows={users}
            sorted="name"
            titleOf={({ name }) => name}
            one={user => <ChangePerson user={user} />}
            adding={{ title: 'Add somebody', form: <AddPerson /> }}
            empty={
              <Empty says="Nobody signs in yet.">
                As long as it runs on one machine for one person, nobody has to. “Add somebody” makes a link
                with which she chooses a password.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
