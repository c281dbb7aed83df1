import { type Role, roles } from '@kindred/api'
import { Select } from '@mantine/core'
import type { ReactNode } from 'react'

const mays: Readonly<Record<Role, string>> = {
  admin: 'May do everything',
  marketer: 'Sees figures, lists and customers; changes definitions, imports, refreshes',
  analyst: 'Sees figures, lists and customers; finds groups, trains models',
  agent: 'Sees one customer at a time, with what is personal; no list, no file',
  ingest: 'Only sends events and what is known of customers',
  decide: 'Only asks where one customer stands',
}

interface RoleChoiceProps {
  readonly role: Role
  readonly choose: (role: Role) => void
}

/** What somebody, or a key, is: with what that allows. */
export function RoleChoice({ role, choose }: RoleChoiceProps): ReactNode {
  return (
    <Select
      label="Role"
      description={mays[role]}
      data={[...roles]}
      value={role}
      allowDeselect={false}
      onChange={next => choose(roles.find(each => each === next) ?? role)}
    />
  )
}
