import type { WireErasure } from '@kindred/api'
import { Alert, Button, Group, List, Stack, Table, Text, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { formatNumber } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Problem } from '../../ui/problem.tsx'

type Held = WireErasure['found']

/** What would go, store by store; then, with her id written once more, for good. */
export function EraseCustomer({ id }: { id: string }): ReactNode {
  const plan = useQuery(
    queryOptions({
      queryKey: ['erasure', id],
      queryFn: ({ signal }) => client.erasurePlan({ id }, { signal }),
      staleTime: 0,
    }),
  )
  const erase = useMutation({
    mutationFn: (reason: string) => client.erase({ id, ...(reason !== '' && { reason }) }),
  })
  if (erase.data !== undefined) return <Receipt erasure={erase.data} />
  return (
    <Loaded query={plan}>
      {({ ids, held, notes, waits }) => (
        <Stack>
          {ids.length > 1 && <Text size="sm">She is known as {ids.join(', ')}.</Text>}
          <HeldTable held={held} />
          <Notes notes={[...notes, ...waits]} />
          <Confirm id={id} isBusy={erase.isPending} erase={reason => erase.mutate(reason)} />
          {erase.isError && <Problem error={erase.error} />}
        </Stack>
      )}
    </Loaded>
  )
}

function HeldTable({ held }: { held: Held }): ReactNode {
  return (
    <ScrolledTable label="What is held on her">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Store</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th className="number">How many</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {held.map(({ store, what, count }) => (
          <Table.Tr key={`${store} ${what}`}>
            <Table.Td>{store}</Table.Td>
            <Table.Td>{what}</Table.Td>
            <Table.Td className="number">{formatNumber(count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrolledTable>
  )
}

function Notes({ notes }: { notes: readonly string[] }): ReactNode {
  if (notes.length === 0) return null
  return (
    <List size="sm">
      {notes.map(note => (
        <List.Item key={note}>{note}</List.Item>
      ))}
    </List>
  )
}

interface ConfirmProps {
  readonly id: string
  readonly isBusy: boolean
  readonly erase: (reason: string) => void
}

function Confirm({ id, isBusy, erase }: ConfirmProps): ReactNode {
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  return (
    <Stack gap="xs">
      <TextInput
        label="Why"
        description="Kept with the receipt: nothing personal"
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={`Write ${id} to erase her`}
        description="It cannot be undone, and she does not come back by a late import"
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        autoComplete="off"
      />
      <Group>
        <Button
          color="red"
          disabled={typed.trim() !== id}
          loading={isBusy}
          onClick={() => erase(reason.trim())}
        >
          Erase her for good
        </Button>
      </Group>
    </Stack>
  )
}

function Receipt({ erasure }: { erasure: WireErasure }): ReactNode {
  const { found, done_at, waits, notes, id } = erasure
  return (
    <Stack>
      <Alert
        role="status"
        color={done_at === null ? 'yellow' : 'green'}
        title={done_at === null ? 'Nobody sees her any more' : 'She is erased'}
      >
        {done_at === null ? `What is left goes by itself: ${waits.join(', ')}.` : `Receipt ${id}.`}
      </Alert>
      <HeldTable held={found} />
      <Notes notes={notes} />
      <LinkAnchor to="/customers">Other customers</LinkAnchor>
    </Stack>
  )
}
