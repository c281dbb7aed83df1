import type { AnswerOf, Contract } from '@kindred/api'
import { Group, Stack, Table, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import { client } from '../../data/client.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { type Column, DataTable, ScrolledTable } from '../../ui/data-table.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Empty } from '../../ui/empty.tsx'
import { amountOf, counted, formatInstant, formatNumber, formatValue } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'

type Found = AnswerOf<Contract['migration']>
type Cell = Found['cells'][number]
const MONTH = 30 * 86_400_000
const NEW = 'not known before'

/** From which class to which, between any two days, with what they were worth. */
export function Migration({ id, asOf }: { id: string; asOf: string }): ReactNode {
  const { search, change } = useAddress()
  const from = search.from ?? new Date(Date.parse(asOf) - MONTH).toISOString().slice(0, 10)
  const to = search.to ?? ''
  const query = useQuery(
    queryOptions({
      queryKey: ['migration', id, from, to === '' ? asOf : to],
      queryFn: ({ signal }) => client.migration({ id, from, to: to === '' ? asOf : to }, { signal }),
    }),
  )
  return (
    <Stack gap="lg">
      <Group align="flex-end">
        <DayInput label="From" value={from} change={day => change({ from: day })} />
        <DayInput
          label="To"
          value={to}
          change={day => change({ to: day })}
          description="Empty: the last refresh"
        />
      </Group>
      <Loaded query={query} lines={8}>
        {found => (
          <>
            <Told found={found} />
            <Moves found={found} />
            <Flow found={found} />
            <Matrix found={found} />
          </>
        )}
      </Loaded>
    </Stack>
  )
}

function moved({ cells }: Found): readonly Cell[] {
  return cells.filter(({ from, to }) => from !== null && from !== to)
}

function Told({ found }: { found: Found }): ReactNode {
  const { timezone } = useUnits()
  const count = moved(found).reduce((total, { customers }) => total + customers, 0)
  return (
    <Text>
      {counted(count, 'customer')} of {formatNumber(found.from.customers)} changed class from{' '}
      {formatInstant(found.from.as_of, timezone)} to {formatInstant(found.to.as_of, timezone)}.
    </Text>
  )
}

interface Move {
  readonly from: string
  readonly to: string
  readonly customers: number
  readonly before: Cell['value_before']
  readonly after: Cell['value_after']
}

function worthOf(value: Cell['value_after']): number | null {
  return value === undefined ? null : amountOf(value)
}

/** Who moved from where to where, most first, and what they were worth. */
function Moves({ found }: { found: Found }): ReactNode {
  const units = useUnits()
  const worth = (id: 'before' | 'after', label: string): Column<Move> => ({
    ...{ id, label, numeric: true, value: move => worthOf(move[id]) },
    cell: move => {
      const value = move[id]
      return value === undefined ? '–' : formatValue(value, units)
    },
  })
  const columns: readonly Column<Move>[] = [
    { id: 'from', label: 'From', value: ({ from }) => from },
    { id: 'to', label: 'To', value: ({ to }) => to },
    {
      id: 'customers',
      label: 'Customers',
      numeric: true,
      value: ({ customers }) => customers,
      cell: ({ customers }) => formatNumber(customers),
    },
    worth('before', 'Worth before'),
    worth('after', 'Worth after'),
  ]
  const rows = moved(found)
    .filter(({ customers }) => customers > 0)
    .map(({ from, to, customers, value_before: before, value_after: after }) => ({
      ...{ from: from ?? NEW, to, customers, before, after },
    }))
  return (
    <DataTable
      label={`Moves of ${found.name}`}
      noun="move"
      name="moves"
      pageSize={8}
      sorted="-customers"
      columns={columns}
      rows={rows}
      keyOf={({ from, to }) => `${from} ${to}`}
      empty={<Empty says="Nobody changed class between these days." />}
    />
  )
}

function Flow({ found }: { found: Found }): ReactNode {
  const option = useCallback((theme: ChartTheme) => flowOption(found, theme), [found])
  const cells = found.cells.filter(({ customers }) => customers > 0)
  return (
    <Chart
      title={`From class to class: ${found.name}`}
      says={`A flow of ${cells.length} bands, from the classes before, on the left, to those after, on the right.`}
      option={option}
      height={Math.max(320, 46 * found.classes.length)}
      table={{
        heads: ['From', 'To', 'Customers', 'Worth before', 'Worth after'],
        rows: cells.map(({ from, to, customers, value_before, value_after }) => [
          ...[from ?? NEW, to, customers],
          ...[worthOf(value_before), worthOf(value_after)],
        ]),
      }}
    />
  )
}

function flowOption({ cells }: Found, theme: ChartTheme) {
  const links = cells
    .filter(({ customers }) => customers > 0)
    .map(({ from, to, customers }) => ({ source: `${from ?? NEW}`, target: `${to} `, value: customers }))
  const names = [...new Set(links.flatMap(({ source, target }) => [source, target]))]
  return {
    color: theme.color,
    tooltip: { trigger: 'item' },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 120,
        top: 8,
        bottom: 8,
        nodeGap: 12,
        data: names.map(name => ({ name })),
        links,
        label: { color: theme.ink },
        lineStyle: { color: 'source', opacity: 0.35 },
      },
    ],
  }
}

function Matrix({ found }: { found: Found }): ReactNode {
  const units = useUnits()
  const rows = [...found.classes, ...(found.cells.some(({ from }) => from === null) ? [null] : [])]
  const cellOf = (from: string | null, to: string) =>
    found.cells.find(cell => cell.from === from && cell.to === to && cell.customers > 0)
  return (
    <Section title="From row to column, with what they are worth after">
      <ScrolledTable label={`Matrix of ${found.name}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From</Table.Th>
            {found.classes.map(name => (
              <Table.Th key={name} className="number">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(from => (
            <Table.Tr key={from ?? NEW}>
              <Table.Th scope="row">{from ?? NEW}</Table.Th>
              {found.classes.map(to => {
                const cell = cellOf(from, to)
                return (
                  <Table.Td key={to} className="number" fw={from === to ? 600 : undefined}>
                    {cell === undefined ? '' : formatNumber(cell.customers)}
                    {cell?.value_after !== undefined && (
                      <Text size="xs" c="dimmed">
                        {formatValue(cell.value_after, units)}
                      </Text>
                    )}
                  </Table.Td>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrolledTable>
    </Section>
  )
}
