import { Alert, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { client } from '../../data/client.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { counted } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'

const ways = [
  { value: 'id', label: 'By id' },
  { value: 'condition', label: 'By condition' },
]
const MOST = 100

interface FoundCustomers {
  readonly ids: readonly string[]
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
            onChange={next => change({ by: next === 'id' ? '' : next, find: '' })}
            aria-label="How to search"
          />
          <TextInput
            ref={field}
            style={{ flex: '1 1 16rem' }}
            aria-label={by === 'id' ? 'Id, or a part of it' : 'Condition'}
            placeholder={by === 'id' ? 'Id, or a part of it' : 'country = "CZ" and did(purchase, 30d)'}
            value={text}
            onChange={event => change({ find: event.currentTarget.value })}
            data-autofocus
            autoFocus
          />
        </Group>
        <Found by={by} text={text} />
      </Stack>
    </Page>
  )
}

const columns: readonly Column<string>[] = [
  {
    id: 'id',
    label: 'Customer',
    value: id => id,
    cell: id => (
      <Link to="/customers/$id" params={{ id }} className="quiet-link">
        {id}
      </Link>
    ),
  },
  {
    id: 'agent',
    label: 'On the phone',
    value: () => null,
    cell: id => (
      <Link to="/agent/$id" params={{ id }} aria-label={`Agent screen of ${id}`}>
        Agent screen
      </Link>
    ),
  },
]

function Found({ by, text }: { by: 'id' | 'condition'; text: string }): ReactNode {
  const [asked] = useDebouncedValue(text.trim(), 250)
  const query = useQuery(
    queryOptions({
      queryKey: ['customers', by, asked],
      queryFn: ({ signal }) => (by === 'id' ? byId(asked, signal) : byCondition(asked, signal)),
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
      {({ ids, total, problems }) => (
        <Stack gap="xs">
          {problems.map(({ says, remedy }) => (
            <Alert key={says} color="yellow" title={says}>
              {remedy}
            </Alert>
          ))}
          {total !== undefined && (
            <Text size="sm" c="dimmed">
              {counted(total, 'customer')}
              {total > ids.length ? `; the first ${ids.length} are listed` : ''}
            </Text>
          )}
          {problems.length === 0 && (
            <DataTable
              label="Customers"
              noun="customer"
              columns={columns}
              rows={ids}
              keyOf={id => id}
              empty={
                <Empty says="Nobody is found.">Try a shorter part of the id, or another condition.</Empty>
              }
            />
          )}
        </Stack>
      )}
    </Loaded>
  )
}

async function byId(search: string, signal: AbortSignal): Promise<FoundCustomers> {
  const { customers } = await client.customers({ search, limit: MOST }, { signal })
  return { ids: customers.map(({ id }) => id), problems: [] }
}

async function byCondition(when: string, signal: AbortSignal): Promise<FoundCustomers> {
  const { found, problems } = await client.previewSegment({ when, sample: MOST }, { signal })
  const errors = problems.filter(({ severity }) => severity === 'error')
  return { ids: found?.sample ?? [], problems: errors, ...(found && { total: found.size }) }
}
