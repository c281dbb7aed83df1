import type { WireEquity } from '@kindred/api'
import { Select, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useAddress } from '../../ui/use-address.ts'

/** What customers are worth now, are expected to bring and could bring: in all over time, and by segment or class. */
export function Equity(): ReactNode {
  const { search, change } = useAddress()
  const by = search.by ?? ''
  const segmentations = useQuery(queries.segmentations()).data?.segmentations ?? []
  const query = useQuery(
    queryOptions({
      queryKey: ['equity', by],
      queryFn: ({ signal }) => client.customerEquity(by === '' ? {} : { by }, { signal }),
    }),
  )
  return (
    <Stack gap="lg">
      <Select
        label="By"
        data={[
          { value: '', label: 'Segments' },
          ...segmentations.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={by}
        allowDeselect={false}
        onChange={next => change({ by: next ?? '' })}
        maw="24rem"
      />
      <Loaded query={query} lines={8}>
        {equity =>
          equity.values.length === 0 || equity.points.length === 0 ? (
            <Empty says="Nothing is valued yet.">Define a value in the workspace’s file, and refresh.</Empty>
          ) : (
            <>
              <NotKnown equity={equity} />
              <OverTime equity={equity} />
              <ByGroup equity={equity} />
            </>
          )
        }
      </Loaded>
    </Stack>
  )
}

function NotKnown({ equity: { values, points } }: { equity: WireEquity }): ReactNode {
  const names = values.filter((_, place) => points.at(-1)?.everybody.values[place] === null)
  if (names.length === 0) return null
  return (
    <Text c="dimmed">
      Nobody has a value for {names.map(({ name }) => name).join(' or ')}: where it reads a model, train it.
    </Text>
  )
}

function OverTime({ equity }: { equity: WireEquity }): ReactNode {
  const { points, values, currency } = equity
  const option = useCallback(
    ({ color }: ChartTheme) => ({
      color,
      grid: { left: 88, right: 24, top: 52, bottom: 28 },
      legend: { top: 0, type: 'scroll' },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: points.map(dayOf) },
      yAxis: { type: 'value', name: currency },
      series: values.map(({ name }, place) => ({
        ...{ type: 'line', name, symbolSize: 7 },
        data: points.map(({ everybody }) => everybody.values[place] ?? null),
      })),
    }),
    [points, values, currency],
  )
  return (
    <Chart
      title="Worth of all customers"
      says={`Lines of ${values.length} values at ${points.length} instants.`}
      option={option}
      table={{
        heads: ['Day', 'Customers', ...values.map(({ name }) => name)],
        rows: points.map(({ everybody, ...point }) => [
          dayOf(point),
          everybody.customers,
          ...everybody.values.map(value => value ?? 'not known'),
        ]),
      }}
    />
  )
}

function dayOf({ as_of }: Pick<WireEquity['points'][number], 'as_of'>): string {
  return as_of.slice(0, 10)
}

interface Row {
  readonly name: string
  readonly customers: number
  /** `null` where it is not known of anybody. */
  readonly values: readonly (number | null)[]
}

function ByGroup({ equity: { points, groups, values, currency } }: { equity: WireEquity }): ReactNode {
  const last = points.at(-1)
  const rows = groups.map(
    ({ name }, place): Row => ({
      name,
      customers: last?.groups[place]?.customers ?? 0,
      values: last?.groups[place]?.values ?? [],
    }),
  )
  const columns: readonly Column<Row>[] = [
    { id: 'name', label: 'Group', value: ({ name }) => name },
    {
      id: 'customers',
      label: 'Customers',
      numeric: true,
      value: ({ customers }) => customers,
      cell: ({ customers }) => formatNumber(customers),
    },
    ...values.map(({ id, name }, place): Column<Row> => {
      const value = (row: Row) => row.values[place] ?? null
      const cell = (row: Row) => {
        const amount = value(row)
        return amount === null ? 'not known' : formatMoney(amount, currency)
      }
      return { id, label: name, numeric: true, value, cell }
    }),
  ]
  return (
    <DataTable
      label="Worth by group"
      noun="group"
      columns={columns}
      rows={rows}
      keyOf={({ name }) => name}
      sorted={`-${values[0]?.id ?? 'customers'}`}
      empty={<Empty says="There is no group." />}
    />
  )
}
