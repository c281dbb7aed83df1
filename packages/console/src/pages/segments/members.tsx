import { Button, Group, MultiSelect, Stack } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { Empty } from '../../ui/empty.tsx'
import { counted } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageTurns } from '../../ui/page-turns.tsx'
import type { Sorting } from '../../ui/table-rows.ts'
import { useAddress } from '../../ui/use-address.ts'
import { MembersTable, membersSorting, SORT } from './members-table.tsx'

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

/** Who is in a group, by any column and a page at a time, with the columns one wants, and all of them as a file. */
export function Members({ group, usual = [] }: MembersProps): ReactNode {
  const { search, change } = useAddress()
  const columns = search.columns === undefined ? usual : chosenColumns(search.columns)
  const sorting = membersSorting(search)
  const labels = useLabels()
  const query = useQuery({
    ...membersQuery(group, { columns, sorting, after: search.after ?? '' }),
    placeholderData: keepPreviousData,
  })
  const choose = (next: readonly string[]) => {
    // What is not seen any more is not sorted by, either.
    const isGone = columns.includes(sorting.column) && !next.includes(sorting.column)
    change({ columns: next.join(',') || NONE, after: '', ...(isGone && { [SORT]: '' }) })
  }
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        <ColumnChoice columns={columns} labels={labels} choose={choose} />
        <Group gap="xs" ml="auto">
          <LinkButton
            to="/customers"
            search={{ by: 'condition', find: conditionOf(group) }}
            variant="default"
          >
            Narrow by a condition
          </LinkButton>
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
        {page =>
          page.members.length === 0 && search.after === undefined ? (
            <Empty says="Nobody is in it.">Is the condition as it was meant?</Empty>
          ) : (
            <>
              <MembersTable page={page} labelOf={labels.of} isBehind={query.isPlaceholderData} />
              <PageTurns
                says={page.total === undefined ? '' : `${counted(page.total, 'customer')} in all`}
                next={page.next}
              />
            </>
          )
        }
      </Loaded>
    </Stack>
  )
}

function chosenColumns(text: string): readonly string[] {
  return text === NONE ? [] : text.split(',')
}

interface Asked {
  readonly columns: readonly string[]
  readonly sorting: Sorting
  readonly after: string
}

function membersQuery(group: GroupName, { columns, sorting, after }: Asked) {
  const asked = {
    limit: PAGE,
    sort: `${sorting.column}:${sorting.descending ? 'desc' : 'asc'}`,
    ...(columns.length > 0 && { columns: [...columns] }),
    ...(after !== '' && { after }),
  }
  return queryOptions({
    queryKey: ['members', group, asked],
    queryFn: ({ signal }) =>
      'segment' in group
        ? client.segmentMembers({ id: group.segment, ...asked }, { signal })
        : client.classMembers({ id: group.segmentation, class: group.class, ...asked }, { signal }),
  })
}

/** What holds for those in it, to be said more of. */
function conditionOf(group: GroupName): string {
  return 'segment' in group
    ? `in(${group.segment})`
    : `${group.segmentation} = ${JSON.stringify(group.class)}`
}

function exportAddress(group: GroupName, format: string, columns: readonly string[]): string {
  const query = new URLSearchParams({ format, ...(columns.length > 0 && { columns: columns.join(',') }) })
  if ('segment' in group) return `/v1/segments/${encodeURIComponent(group.segment)}/members/export?${query}`
  query.set('class', group.class)
  return `/v1/segmentations/${encodeURIComponent(group.segmentation)}/members/export?${query}`
}

function ColumnChoice({
  columns,
  labels,
  choose,
}: {
  columns: readonly string[]
  labels: Labels
  choose: (next: readonly string[]) => void
}): ReactNode {
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

interface Labels extends Readonly<Record<'attributes' | 'features', ReadonlyMap<string, string>>> {
  of(name: string): string
}

/** What attributes and features are called, by name; empty until that is known. */
function useLabels(): Labels {
  const found = useQuery(queries.definitions()).data
  const read = found && readDefinitions(found.definitions)
  const labelled = (section: Readonly<Record<string, { label?: string | undefined }>> = {}) =>
    new Map(Object.entries(section).map(([name, { label }]) => [name, label ?? name.replaceAll('_', ' ')]))
  const [attributes, features] = [labelled(read?.attributes), labelled(read?.features)]
  const of = (name: string) => features.get(name) ?? attributes.get(name) ?? name.replaceAll('_', ' ')
  return { attributes, features, of }
}
