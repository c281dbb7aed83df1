import { contract, permissionsOf, type Role } from '@kindred/api'
import { Button, MultiSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { DefinitionChoice } from '../../ui/definition-choice.tsx'
import { Problem } from '../../ui/problem.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { RoleChoice } from './role-choice.tsx'

interface Draft {
  readonly name: string
  readonly role: Role
  readonly definitions: readonly string[]
  readonly routes: readonly string[]
  readonly perMinute: number
  /** A day, or empty: never. */
  readonly expires: string
}

const empty: Draft = { name: '', role: 'ingest', definitions: [], routes: [], perMinute: 6000, expires: '' }

/** Makes a key for a program; its secret is shown once. */
export function AddKey(): ReactNode {
  const [draft, setDraft] = useState(empty)
  const set = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }))
  const cache = useQueryClient()
  const add = useMutation({
    mutationFn: () => client.addKey(bodyOf(draft)),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['keys'] }),
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    add.mutate()
  }
  if (add.data !== undefined)
    return (
      <ShownOnce title={`The secret of ${add.data.name}, shown once`} label="Secret" value={add.data.secret}>
        Give it to the program, which sends it as <code>authorization: Bearer …</code>. Nobody can show it
        again: lost, it is revoked, and another made.
      </ShownOnce>
    )
  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label="Name"
          description="Which program it is for"
          required
          autoFocus
          data-autofocus
          value={draft.name}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        {/* What it may call depends on what it is. */}
        <RoleChoice role={draft.role} choose={role => set({ role, routes: [] })} />
        <DefinitionChoice
          label="Only about these segments"
          description="None: everything its role may. With some, it may call only what names one of them."
          chosen={draft.definitions}
          choose={definitions => set({ definitions })}
        />
        <MultiSelect
          label="Only these routes"
          description="None: all that its role may call"
          data={routesOf(draft.role)}
          value={[...draft.routes]}
          onChange={routes => set({ routes })}
          searchable
          clearable
        />
        <NumberInput
          label="Calls a minute"
          description="One more is turned away, and told when to come again"
          min={1}
          max={10_000_000}
          allowDecimal={false}
          value={draft.perMinute}
          onChange={value => set({ perMinute: Number(value) || empty.perMinute })}
        />
        <DayInput
          label="Expires"
          description="At midnight; empty: never"
          value={draft.expires}
          change={expires => set({ expires })}
        />
        {add.isError && <Problem error={add.error} />}
        <Button type="submit" loading={add.isPending}>
          Make it
        </Button>
      </Stack>
    </form>
  )
}

function bodyOf({ name, role, definitions, routes, perMinute, expires }: Draft) {
  return {
    ...{ name, role, definitions: [...definitions], routes: [...routes], per_minute: perMinute },
    ...(expires !== '' && { expires_at: expires }),
  }
}

function routesOf(role: Role): string[] {
  const granted: readonly string[] = permissionsOf(role)
  const ofRole = Object.entries(contract).filter(([, { needs }]) => granted.includes(needs))
  return ofRole.map(([id]) => id)
}
