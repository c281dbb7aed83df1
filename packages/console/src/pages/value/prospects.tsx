import type { WireProspects } from '@kindred/api'
import { Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'

type ByGroup = WireProspects['groups'][number]
type Best = WireProspects['best'][number]

/** Who has not bought yet: what each would bring, and the most it is worth to win them. */
export function Prospects(): ReactNode {
  const query = useQuery(
    queryOptions({
      queryKey: ['prospects'],
      queryFn: ({ signal }) => client.prospects({ limit: 100 }, { signal }),
    }),
  )
  return (
    <Loaded query={query} lines={8}>
      {found => (found.prospects === 0 ? <Groups found={found} /> : <All found={found} />)}
    </Loaded>
  )
}

function All({ found }: { found: WireProspects }): ReactNode {
  return (
    <Stack gap="lg">
      <FigureCards
        figures={[
          { label: 'Prospects', value: formatNumber(found.prospects), note: found.name },
          {
            label: 'Would bring',
            value: formatMoney(found.revenue, found.currency),
            ...(found.judged && { note: rangeText(found.judged.revenue, found.currency) }),
          },
          { label: 'Profit of it', value: formatMoney(found.profit, found.currency) },
          {
            label: 'Worth at most to win them',
            value: formatMoney(found.budget, found.currency),
          },
        ]}
      />
      {found.judged !== undefined && (
        <Text size="sm" c="dimmed">
          The model behind it foretold {formatMoney(found.judged.foretold, found.currency)} of each in the
          period it was judged by; {formatMoney(found.judged.came, found.currency)} came.
          {found.judged.level !== 1 && ' All amounts here are taken to that level.'}
        </Text>
      )}
      <Groups found={found} />
      <BestOf found={found} />
    </Stack>
  )
}

function rangeText([low, high]: readonly [number, number], currency: string): string {
  return `${formatMoney(low, currency)} to ${formatMoney(high, currency)}, 95 %`
}

function amount<Row>(id: string, label: string, currency: string, value: (row: Row) => number): Column<Row> {
  return { id, label, numeric: true, value, cell: row => formatMoney(value(row), currency) }
}

function Groups({ found: { groups, currency, by } }: { found: WireProspects }): ReactNode {
  const columns: readonly Column<ByGroup>[] = [
    { id: 'group', label: by.replaceAll('_', ' '), value: ({ group }) => group },
    {
      id: 'prospects',
      label: 'Prospects',
      numeric: true,
      value: ({ prospects }) => prospects,
      cell: ({ prospects }) => formatNumber(prospects),
    },
    amount('revenue', 'Would bring', currency, ({ revenue }) => revenue),
    amount('profit', 'Profit of it', currency, ({ profit }) => profit),
    amount('most', 'At most for one', currency, ({ most }) => most),
    amount('budget', 'At most for all', currency, ({ budget }) => budget),
  ]
  return (
    <DataTable
      label="Prospects by group"
      noun="group"
      name="groups"
      columns={columns}
      rows={groups}
      keyOf={({ group }) => group}
      sorted="-budget"
      empty={
        <Empty says="Nobody is valued as a prospect.">
          It needs a model that foretells what prospects bring: train it and promote it, under Models.
        </Empty>
      }
    />
  )
}

function BestOf({ found: { best, currency } }: { found: WireProspects }): ReactNode {
  const columns: readonly Column<Best>[] = [
    {
      id: 'customer',
      label: 'Customer',
      value: ({ customer }) => customer,
      cell: ({ customer }) => (
        <Link to="/customers/$id" params={{ id: customer }} className="quiet-link">
          {customer}
        </Link>
      ),
    },
    { id: 'group', label: 'Group', value: ({ group }) => group },
    amount('revenue', 'Would bring', currency, ({ revenue }) => revenue),
    amount('profit', 'Profit of it', currency, ({ profit }) => profit),
    amount('most', 'At most', currency, ({ most }) => most),
  ]
  return (
    <Section title="The best of them">
      <DataTable
        label="Best prospects"
        noun="prospect"
        name="best"
        pageSize={20}
        columns={columns}
        rows={best}
        keyOf={({ customer }) => customer}
        sorted="-profit"
        empty={<Empty says="There is none." />}
      />
    </Section>
  )
}
