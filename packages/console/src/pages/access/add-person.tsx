import type { Role } from '@kindred/api'
import { Button, Stack, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { Problem } from '../../ui/problem.tsx'
import { OneTimeLink } from './one-time-link.tsx'
import { RoleChoice } from './role-choice.tsx'

interface Draft {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly teams: readonly string[]
}

/** Makes a user; she chooses her password by the link that is shown then. */
export function AddPerson(): ReactNode {
  const [draft, setDraft] = useState<Draft>({ name: '', email: '', role: 'marketer', teams: [] })
  const set = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }))
  const cache = useQueryClient()
  const add = useMutation({
    mutationFn: () => client.addUser({ ...draft, teams: [...draft.teams] }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['users'] }),
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    add.mutate()
  }
  if (add.data !== undefined) return <OneTimeLink {...add.data} />
  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label="Name"
          required
          autoFocus
          data-autofocus
          value={draft.name}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail"
          type="email"
          required
          value={draft.email}
          onChange={event => set({ email: event.currentTarget.value })}
        />
        <RoleChoice role={draft.role} choose={role => set({ role })} />
        <Teams teams={draft.teams} choose={teams => set({ teams })} />
        {add.isError && <Problem error={add.error} />}
        <Button type="submit" loading={add.isPending}>
          Make a link
        </Button>
      </Stack>
    </form>
  )
}

interface TeamsProps {
  readonly teams: readonly string[]
  readonly choose: (teams: readonly string[]) => void
}

/** In whose name, beside her own, she owns definitions. */
export function Teams({ teams, choose }: TeamsProps): ReactNode {
  return (
    <TagsInput
      label="Teams"
      description="Segments owned by one of them are hers to change. Press Enter after each."
      value={[...teams]}
      onChange={choose}
      acceptValueOnBlur
      // There is nothing to choose from: a list that is open and empty would take an Escape meant for the dialog.
      dropdownOpened={false}
    />
  )
}
