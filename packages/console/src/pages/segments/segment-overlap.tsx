import type { AnswerOf, Contract, WireSegment } from '@kindred/api'
import { MultiSelect, Stack, Text } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import { client } from '../../data/client.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { counted, formatInstant, formatNumber, formatShare } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { overlapOption } from './overlap-option.ts'

type Overlap = AnswerOf<Contract['segmentOverlap']>
const MOST = 4

/** Two to four segments beside one another: who is in several of them. The choice stands in the address. */
export function SegmentOverlap({ segments }: { segments: readonly WireSegment[] }): ReactNode {
  const { search, change } = useAddress()
  const asked = search.of ?? defaultChoice(segments)
  const chosen = asked.split(',').filter(id => segments.some(each => each.id === id))
  const query = useQuery(
    queryOptions({
      queryKey: ['segments', 'overlap', chosen],
      queryFn: ({ signal }) => client.segmentOverlap({ segments: chosen }, { signal }),
      enabled: chosen.length > 1,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Stack>
      <MultiSelect
        label="Segments"
        description="Two to four"
        data={segments
          .filter(({ size }) => size !== undefined)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={next => change({ of: next.join(',') || '-' })}
        maxValues={MOST}
        searchable
        clearable
      />
      {chosen.length < 2 ? (
        <Empty says="Choose two segments or more.">Who is in several of them stands here then.</Empty>
      ) : (
        <Loaded query={query} lines={8}>
          {found => <Found overlap={found} />}
        </Loaded>
      )}
    </Stack>
  )
}

/** The two largest, so that the page begins with an answer. */
function defaultChoice(segments: readonly WireSegment[]): string {
  const largest = segments.toSorted((a, b) => (b.size ?? 0) - (a.size ?? 0)).slice(0, 3)
  return largest
    .filter(({ size = 0 }) => size > 0)
    .map(({ id }) => id)
    .join(',')
}

interface Row {
  readonly names: string
  readonly of: number
  readonly exactly: number
  readonly atLeast: number
  readonly share: number | null
}

const columns: readonly Column<Row>[] = [
  { id: 'names', label: 'In', value: ({ names }) => names },
  { id: 'of', label: 'Segments', numeric: true, value: ({ of }) => of },
  numeric('exactly', 'In these alone', ({ exactly }) => exactly),
  numeric('at_least', 'In these at all', ({ atLeast }) => atLeast),
  {
    ...numeric('share', 'Of all', ({ share }) => share),
    cell: ({ share }) => formatShare(share),
  },
]

function numeric(id: string, label: string, value: (row: Row) => number | null): Column<Row> {
  return { id, label, numeric: true, value, cell: row => formatNumber(value(row) ?? 0) }
}

function rowsOf({ segments, intersections, customers }: Overlap): readonly Row[] {
  const nameOf = (id: string) => segments.find(each => each.id === id)?.name ?? id
  return intersections.map(({ segments: of, exactly, at_least }) => ({
    ...{ names: of.map(nameOf).join(' and '), of: of.length, exactly, atLeast: at_least },
    share: customers === 0 ? null : at_least / customers,
  }))
}

function Found({ overlap }: { overlap: Overlap }): ReactNode {
  const { timezone } = useUnits()
  const rows = rowsOf(overlap)
  const option = useCallback((theme: ChartTheme) => overlapOption(overlap, theme), [overlap])
  const { segments, customers, outside, as_of } = overlap
  return (
    <Stack>
      <Chart
        title={`Overlap of ${segments.map(({ name }) => name).join(', ')}`}
        says={`Bars of ${rows.length} intersections; below each, which segments it is of.`}
        option={option}
        height={240 + 26 * segments.length}
        table={{
          heads: ['In', 'In these alone', 'In these at all'],
          rows: rows.map(({ names, exactly, atLeast }) => [names, exactly, atLeast]),
        }}
      />
      <Text size="sm" c="dimmed">
        {formatNumber(outside)} of {counted(customers, 'customer')} are in none of them, as of{' '}
        {formatInstant(as_of, timezone)}.
      </Text>
      <DataTable
        label="Intersections"
        noun="intersection"
        name="overlap"
        columns={columns}
        rows={rows}
        keyOf={({ names }) => names}
        sorted="-at_least"
        empty={null}
      />
    </Stack>
  )
}
