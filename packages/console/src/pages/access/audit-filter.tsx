import { Autocomplete, Button, Group, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { queries } from '../../data/queries.ts'
import { DayInput } from '../../ui/day-input.tsx'
import type { Address } from '../../ui/use-address.ts'
import { actions, actionWords } from './action-words.ts'

const subjects = ['customer', 'definition', 'discovery', 'import', 'model', 'user', 'key', 'hook', 'merge']

interface AuditFilterProps {
  readonly search: Address
  readonly look: (next: Address) => void
}

/** What to look for in the log. Nothing is asked before it is said in full: the log is searched by whole names. */
export function AuditFilter({ search, look }: AuditFilterProps): ReactNode {
  const [kind = 'customer', name = ''] = splitTarget(search.target)
  const [draft, setDraft] = useState({
    who: search.who ?? '',
    what: search.what ?? '',
    from: search.from ?? '',
    to: search.to ?? '',
    kind,
    name,
  })
  const set = (part: Partial<typeof draft>) => setDraft(before => ({ ...before, ...part }))
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { who, what, from, to } = draft
    const about = draft.name.trim()
    look({ who: who.trim(), what, from, to, target: about === '' ? '' : `${draft.kind}:${about}` })
  }
  return (
    <form onSubmit={send} aria-label="Search the log">
      <Group align="flex-end" gap="xs">
        <Autocomplete
          label="Who"
          placeholder="E-mail of a user, name of a key"
          data={usePeople()}
          value={draft.who}
          onChange={who => set({ who })}
          style={{ flex: '2 1 13rem' }}
        />
        <Select
          label="What"
          placeholder="Anything"
          data={actions.map(value => ({ value, label: actionWords(value) }))}
          value={draft.what === '' ? null : draft.what}
          onChange={what => set({ what: what ?? '' })}
          searchable
          clearable
          style={{ flex: '1 1 10rem' }}
        />
        <Select
          label="About"
          data={subjects}
          value={draft.kind}
          allowDeselect={false}
          onChange={next => set({ kind: next ?? 'customer' })}
          style={{ flex: '1 1 8rem' }}
        />
        <TextInput
          label="Its id"
          placeholder="Anyone"
          value={draft.name}
          onChange={event => set({ name: event.currentTarget.value })}
          style={{ flex: '1 1 9rem' }}
        />
        <DayInput label="From" description="" value={draft.from} change={from => set({ from })} />
        <DayInput label="To" description="" value={draft.to} change={to => set({ to })} />
        <Button type="submit">Search</Button>
      </Group>
    </form>
  )
}

function splitTarget(target: string | undefined): [string?, string?] {
  if (target === undefined) return []
  const place = target.indexOf(':')
  return [target.slice(0, place), target.slice(place + 1)]
}

function usePeople(): string[] {
  const users = useQuery(queries.users()).data?.users ?? []
  const keys = useQuery(queries.keys()).data?.keys ?? []
  return [...new Set([...users.map(({ email }) => email), ...keys.map(({ name }) => name)])]
}
