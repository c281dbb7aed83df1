import type { MembersPage } from '@kindred/api'
import { Button, Group, MultiSelect, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { counted, formatValue } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'

/** A segment, or one class of a segmentation. */
export type GroupName =
  | { readonly segment: string }
  | { readonly segmentation: string; readonly class: string }

const PAGE = 50
/** In the address: no column, where some are usual. */
const NONE = '-'

interface MembersProps {
  readonly group: GroupName
  /** What is shown of each until one chooses. */
  readonly usual?: readonly string[]
}

/** Who is in a group, a page at a time, with the columns one wants, and all of them as a file. */
export function Members({ group, usual = [] }: MembersProps): ReactNode {
  const { search, change } = useAddress()
  const columns = search.columns === undefined ? usual : chosenColumns(search.columns)
  const after = search.after ?? ''
  const query = useQuery({
    ...membersQuery(group, columns, after),
    placeholderData: keepPreviousData,
  })
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        <ColumnChoice
          columns={columns}
          choose={next => change({ columns: next.join(',') || NONE, after: '' })}
        />
        <Group gap="xs" ml="auto">
          {(['csv', 'parquet', 'ndjson'] as const).map(format => (
            <Button
              key={format}
              component="a"
              variant="default"
              href={exportAddress(group, format, columns)}
              download
            >
              {format === 'csv' ? 'Download CSV' : format === 'parquet' ? 'Parquet' : 'JSON'}
            </Button>
          ))}
        </Group>
      </Group>
      <Loaded query={query}>
        {page => (
          <>
            <MembersTable page={page} />
            <Group justify="space-between">
              <Text size="sm" c="dimmed">
                {page.total === undefined ? '' : `${counted(page.total, 'customer')} in all`}
              </Text>
              <Group gap="xs">
                <Button
                  variant="default"
                  disabled={after === ''}
                  onClick={() => change({ after: '' }, 'push')}
                >
                  First page
                </Button>
                <Button
                  variant="default"
                  disabled={page.next === null}
                  onClick={() => change({ after: page.next ?? '' }, 'push')}
                >
                  Next page
                </Button>
              </Group>
            </Group>
          </>
        )}
      </Loaded>
    </Stack>
  )
}

function chosenColumns(text: string): readonly string[] {
  return text === NONE ? [] : text.split(',')
}

function membersQuery(group: GroupName, columns: readonly string[], after: string) {
  const asked = {
    limit: PAGE,
    ...(columns.length > 0 && { columns: [...columns] }),
    ...(after !== '' && { after }),
  }
  return queryOptions({
    queryKey: ['members', group, columns, after],
    queryFn: ({ signal }) =>
      'segment' in group
        ? client.segmentMembers({ id: group.segment, ...asked }, { signal })
        : client.classMembers({ id: group.segmentation, class: group.class, ...asked }, { signal }),
  })
}

function exportAddress(group: GroupName, format: string, columns: readonly string[]): string {
  const query = new URLSearchParams({ format, ...(columns.length > 0 && { columns: columns.join(',') }) })
  if ('segment' in group) return `/v1/segments/${encodeURIComponent(group.segment)}/members/export?${query}`
  query.set('class', group.class)
  return `/v1/segmentations/${encodeURIComponent(group.segmentation)}/members/export?${query}`
}

function ColumnChoice({
  columns,
  choose,
}: {
  columns: readonly string[]
  choose: (next: readonly string[]) => void
}): ReactNode {
  const labels = useLabels()
  const named = (section: 'attributes' | 'features') =>
    [...labels[section]].map(([value, label]) => ({ value, label }))
  return (
    <MultiSelect
      label="Columns"
      placeholder={columns.length === 0 ? 'Add attributes and features' : ''}
      data={[
        { group: 'Attributes', items: named('attributes') },
        { group: 'Features', items: named('features') },
      ]}
      value={[...columns]}
      onChange={choose}
      searchable
      clearable
      hidePickedOptions
      comboboxProps={{ withinPortal: true }}
      style={{ flex: '1 1 16rem', maxWidth: '36rem' }}
    />
  )
}

/** What attributes and features are called, by name; empty until that is known. */
function useLabels(): Readonly<Record<'attributes' | 'features', ReadonlyMap<string, string>>> {
  const found = useQuery(queries.definitions()).data
  const read = found && readDefinitions(found.definitions)
  const labelled = (section: Readonly<Record<string, { label?: string | undefined }>> = {}) =>
    new Map(Object.entries(section).map(([name, { label }]) => [name, label ?? name.replaceAll('_', ' ')]))
  return { attributes: labelled(read?.attributes), features: labelled(read?.features) }
}

function MembersTable({ page }: { page: MembersPage }): ReactNode {
  const units = useUnits()
  const { attributes, features } = useLabels()
  if (page.members.length === 0)
    return <Empty says="Nobody is in it.">Is the condition as it was meant?</Empty>
  return (
    <ScrolledTable label="Members">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Customer</Table.Th>
          {page.columns.map(({ name }) => (
            <Table.Th key={name}>
              {features.get(name) ?? attributes.get(name) ?? name.replaceAll('_', ' ')}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {page.members.map(({ customer, values }) => (
          <Table.Tr key={customer}>
            <Table.Td>
              <Link to="/customers/$id" params={{ id: customer }} className="quiet-link">
                {customer}
              </Link>
            </Table.Td>
            {page.columns.map(({ name, type }) => (
              <Table.Td key={name}>{formatValue({ type, value: values[name] ?? null }, units)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrolledTable>
  )
}
