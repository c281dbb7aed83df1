import type { WireUser } from '@kindred/api'
import { Button, Divider, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/use-may.ts'
import { Problem } from '../../ui/problem.tsx'
import { Teams } from './add-person.tsx'
import { OneTimeLink } from './one-time-link.tsx'
import { RoleChoice } from './role-choice.tsx'

const states = {
  active: 'Signs in with a password or through the provider.',
  invited: 'Has not chosen a password yet.',
  locked: 'Locked by wrong passwords. It opens by itself; a new link opens it now.',
  disabled: 'Is kept out.',
} as const

/** One user: name, role and teams; a new link; keeping her out and letting her in. */
export function ChangePerson({ user }: { user: WireUser }): ReactNode {
  const may = useMay()
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {user.email}. {states[user.state]}
      </Text>
      {may('access:write') && (
        <>
          <Described user={user} />
          <Divider />
          <Entry user={user} />
        </>
      )}
    </Stack>
  )
}

function Described({ user }: { user: WireUser }): ReactNode {
  const [draft, setDraft] = useState({ name: user.name, role: user.role, teams: user.teams })
  const set = (part: Partial<typeof draft>) => setDraft(before => ({ ...before, ...part }))
  const cache = useQueryClient()
  const save = useMutation({
    mutationFn: () => client.changeUser({ id: user.id, ...draft }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['users'] }),
  })
  return (
    <Stack>
      <TextInput
        label="Name"
        value={draft.name}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <RoleChoice role={draft.role} choose={role => set({ role })} />
      <Teams teams={draft.teams} choose={teams => set({ teams: [...teams] })} />
      {save.isError && <Problem error={save.error} />}
      <Group>
        <Button onClick={() => save.mutate()} loading={save.isPending}>
          Save
        </Button>
        {save.isSuccess && (
          <Text size="sm" role="status">
            Saved.
          </Text>
        )}
      </Group>
    </Stack>
  )
}

function Entry({ user }: { user: WireUser }): ReactNode {
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['users'] })
  const reset = useMutation({ mutationFn: () => client.resetUser({ id: user.id }), onSuccess })
  const keepOut = useMutation({
    mutationFn: (disabled: boolean) => client.changeUser({ id: user.id, disabled }),
    onSuccess,
  })
  const isOut = user.state === 'disabled'
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" onClick={() => reset.mutate()} loading={reset.isPending} disabled={isOut}>
          New link to choose a password
        </Button>
        <Button variant="default" onClick={() => keepOut.mutate(!isOut)} loading={keepOut.isPending}>
          {isOut ? 'Let in again' : 'Keep out'}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        A new link signs her out once it is used. “Keep out” signs her out everywhere at once; what she owns
        stays hers.
      </Text>
      {reset.isError && <Problem error={reset.error} />}
      {keepOut.isError && <Problem error={keepOut.error} />}
      {reset.data !== undefined && <OneTimeLink {...reset.data} />}
    </Stack>
  )
}
