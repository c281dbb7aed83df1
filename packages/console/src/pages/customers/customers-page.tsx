import { Alert, Group, SegmentedControl, Stack, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { client } from '../../data/client.ts'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { counted } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PageTurns } from '../../ui/page-turns.tsx'
import { useAddress } from '../../ui/use-address.ts'

const ways = [
  { value: 'id', label: 'By id' },
  { value: 'condition', label: 'By condition' },
]
const PAGE = 50

interface FoundCustomers {
  readonly ids: readonly string[]
  /** The last of them, where there are more. */
  readonly next: string | null
  /** How many there are in all, where that is known. */
  readonly total?: number
  readonly problems: readonly { readonly says: string; readonly remedy: string }[]
}

/** Whoever it is: by the beginning or a part of her id, or by anything that is known of her. */
export function CustomersPage(): ReactNode {
  const { search, change } = useAddress()
  const by = search.by === 'condition' ? 'condition' : 'id'
  const text = search.find ?? ''
  const field = useRef<HTMLInputElement>(null)
  // Who is here already is led to the field, too.
  useHotkeys([['/', () => field.current?.focus()]])
  const agent = (
    <LinkButton to="/agent" variant="default">
      Agent screen
    </LinkButton>
  )
  return (
    <Page title="Customers" lead="Press / anywhere to come here." actions={agent}>
      <Stack>
        <Group align="flex-end">
          <SegmentedControl
            data={ways}
            value={by}
            onChange={next => change({ by: next === 'id' ? '' : next, find: '', after: '' })}
            aria-label="How to search"
          />
          <TextInput
            ref={field}
            style={{ flex: '1 1 16rem' }}
            aria-label={by === 'id' ? 'Id, or a part of it' : 'Condition'}
            placeholder={by === 'id' ? 'Id, or a part of it' : 'country = "CZ" and did(purchase, 30d)'}
            value={text}
            onChange={event => change({ find: event.currentTarget.value, after: '' })}
            data-autofocus
            autoFocus
          />
        </Group>
        <Found by={by} text={text} after={search.after ?? ''} />
      </Stack>
    </Page>
  )
}

function Found({ by, text, after }: { by: 'id' | 'condition'; text: string; after: string }): ReactNode {
  const [asked] = useDebouncedValue(text.trim(), 250)
  const query = useQuery(
    queryOptions({
      queryKey: ['customers', by, asked, after],
      queryFn: ({ signal }) => (by === 'id' ? byId(asked, after, signal) : byCondition(asked, after, signal)),
      enabled: asked !== '',
      placeholderData: keepPreviousData,
    }),
  )
  if (asked === '')
    return (
      <Empty says={by === 'id' ? 'Type an id.' : 'Type a condition, as in a segment.'}>
        {by === 'id'
          ? 'A part of it is enough; “By condition” finds by attributes and behaviour.'
          : 'Like job = "manager" or count(purchase, 30d) >= 5.'}
      </Empty>
    )
  return (
    <Loaded query={query}>
      {({ ids, next, total, problems }) => (
        <Stack gap="xs">
          {problems.map(({ says, remedy }) => (
            <Alert key={says} color="yellow" title={says}>
              {remedy}
            </Alert>
          ))}
          {problems.length === 0 && ids.length === 0 && (
            <Empty says="Nobody is found.">Try a shorter part of the id, or another condition.</Empty>
          )}
          {ids.length > 0 && total !== undefined && (
            <Text size="sm" c="dimmed">
              {counted(total, 'customer')} in all
            </Text>
          )}
          {ids.length > 0 && <FoundTable ids={ids} isBehind={query.isPlaceholderData} />}
          {ids.length > 0 && <PageTurns next={next} />}
        </Stack>
      )}
    </Loaded>
  )
}

function FoundTable({ ids, isBehind }: { ids: readonly string[]; isBehind: boolean }): ReactNode {
  return (
    <ScrolledTable label="Customers" isBehind={isBehind}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Customer</Table.Th>
          <Table.Th>On the phone</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {ids.map(id => (
          <Table.Tr key={id}>
            <Table.Td>
              <Link to="/customers/$id" params={{ id }} className="quiet-link">
                {id}
              </Link>
            </Table.Td>
            <Table.Td>
              <Link to="/agent/$id" params={{ id }} aria-label={`Agent screen of ${id}`}>
                Agent screen
              </Link>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrolledTable>
  )
}

function furtherOf(after: string): { after?: string } {
  return after === '' ? {} : { after }
}

async function byId(search: string, after: string, signal: AbortSignal): Promise<FoundCustomers> {
  const asked = { search, limit: PAGE, ...furtherOf(after) }
  const { customers, next } = await client.customers(asked, { signal })
  return { ids: customers.map(({ id }) => id), next, problems: [] }
}

async function byCondition(when: string, after: string, signal: AbortSignal): Promise<FoundCustomers> {
  const asked = { when, sample: PAGE, ...furtherOf(after) }
  const { found, problems } = await client.previewSegment(asked, { signal })
  const errors = problems.filter(({ severity }) => severity === 'error')
  return {
    ids: found?.sample ?? [],
    next: found?.next ?? null,
    problems: errors,
    ...(found && { total: found.size }),
  }
}
