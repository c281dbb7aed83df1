import type { WireValueComparison } from '@kindred/api'
import { Anchor, Select, Stack, Tabs, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import { client } from '../../data/client.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { English } from '../../ui/english.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { formatInstant, formatMoney, formatNumber, formatShare } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { Cohorts } from './cohorts.tsx'
import { Equity } from './equity.tsx'
import { Prospects } from './prospects.tsx'

type Value = WireValueComparison['values'][number]
type ClassShare = Value['classes'][number]

const tabs = [
  ['concentration', 'Who brings most', () => <Concentrations />],
  ['equity', 'Equity', () => <Equity />],
  ['cohorts', 'Cohorts', () => <Cohorts />],
  ['prospects', 'Prospects', () => <Prospects />],
] as const

/** What customers are worth: who brings most, in all over time, by when they began, and who could still come. */
export function ValuePage(): ReactNode {
  const { search, change } = useAddress()
  return (
    <Page title="Value">
      <Tabs
        keepMounted={false}
        value={search.tab ?? 'concentration'}
        onChange={tab => change({ tab: tab === 'concentration' ? '' : (tab ?? '') }, 'push')}
      >
        <Tabs.List>
          {tabs.map(([id, label]) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(([id, , content]) => (
          <Tabs.Panel key={id} value={id} pt="md">
            {content()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}

/** Which few customers bring most, by each way of valuing them. */
function Concentrations(): ReactNode {
  const query = useQuery(
    queryOptions({ queryKey: ['values'], queryFn: ({ signal }) => client.compareValues({}, { signal }) }),
  )
  const { timezone } = useUnits()
  return (
    <Loaded query={query} lines={8}>
      {comparison =>
        comparison.values.length === 0 ? (
          <Empty says="No way to value customers is defined.">
            Define one in the workspace’s file, under values.
          </Empty>
        ) : (
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              As of {formatInstant(comparison.as_of, timezone)}.{' '}
              <Anchor href="/v1/values/report" target="_blank" size="sm">
                As a page to keep
              </Anchor>
            </Text>
            <Compared comparison={comparison} />
          </Stack>
        )
      }
    </Loaded>
  )
}

function Compared({ comparison }: { comparison: WireValueComparison }): ReactNode {
  const { search, change } = useAddress()
  const { values, currency } = comparison
  const shown = values.find(({ id }) => id === search.value) ?? values[0]
  if (shown === undefined) return null
  const amount = (value: number) => (shown.is_money ? formatMoney(value, currency) : formatNumber(value))
  return (
    <Stack gap="lg">
      <Select
        label="Valued by"
        data={values.map(({ id, name }) => ({ value: id, label: name }))}
        value={shown.id}
        allowDeselect={false}
        onChange={next => change({ value: next ?? '' })}
        maw="24rem"
      />
      <FigureCards
        figures={[
          {
            label: 'In all',
            value: amount(shown.total),
            note: `of ${formatNumber(shown.customers)} customers`,
          },
          { label: 'Each, on average', value: amount(shown.mean) },
          { label: '80 % come from', value: formatShare(shown.customers_for_eighty), note: 'of customers' },
          { label: 'The best fifth brings', value: formatShare(shown.share_of_best_fifth), note: 'of it' },
          {
            label: 'Gini',
            value: shown.gini === null ? '–' : formatNumber(shown.gini),
            note: '0: all bring the same',
          },
        ]}
      />
      <Concentration value={shown} />
      {costing(shown.curve) !== '' && <Text size="sm">{costing(shown.curve)}</Text>}
      <Classes value={shown} amount={amount} />
      <Section title="What sets the best fifth apart">
        {shown.best.slice(0, 6).map(({ feature, level, says }) => (
          <Text size="sm" key={`${feature} ${level ?? ''}`}>
            <English text={says} />
          </Text>
        ))}
      </Section>
    </Stack>
  )
}

function Concentration({ value }: { value: Value }): ReactNode {
  const { curve, name } = value
  const option = useCallback(
    ({ color, quiet }: ChartTheme) => ({
      color,
      grid: { left: 56, right: 24, top: 24, bottom: 44 },
      tooltip: { trigger: 'axis', valueFormatter: (share: unknown) => `${share} %` },
      xAxis: {
        type: 'value',
        max: 100,
        name: '% of customers, best first',
        nameLocation: 'middle',
        nameGap: 26,
      },
      yAxis: { type: 'value', name: '% of value' },
      series: [
        { type: 'line', showSymbol: false, areaStyle: { opacity: 0.12 }, data: curve.map(percents) },
        {
          type: 'line',
          showSymbol: false,
          data: [
            [0, 0],
            [100, 100],
          ],
          lineStyle: { color: quiet, type: 'dashed' },
        },
      ],
    }),
    [curve],
  )
  return (
    <Chart
      title={`Who brings how much: ${name}`}
      says={`Share of value by share of customers, best first; on the dashed line all would bring the same. ${costing(curve)}`}
      option={option}
      height={320}
      table={{ heads: ['% of customers', '% of value'], rows: curve.map(percents) }}
    />
  )
}

/** A curve that rises above 100 % comes down again by what others cost more than they bring. */
function costing(curve: Value['curve']): string {
  const over = Math.round(1000 * (Math.max(1, ...curve.map(({ value }) => value)) - 1)) / 10
  if (over === 0) return ''
  return `The curve rises above 100 % because some customers cost more than they bring: ${over} % of the value in all.`
}

function percents({ customers, value }: Value['curve'][number]): [number, number] {
  return [Math.round(1000 * customers) / 10, Math.round(1000 * value) / 10]
}

function Classes({ value, amount }: { value: Value; amount: (value: number) => string }): ReactNode {
  const columns: readonly Column<ClassShare>[] = [
    { id: 'class', label: 'Class', value: each => each.class },
    {
      id: 'customers',
      label: 'Customers',
      numeric: true,
      value: e => e.customers,
      cell: e => formatNumber(e.customers),
    },
    {
      id: 'value',
      label: 'Value',
      numeric: true,
      value: each => each.value,
      cell: each => amount(each.value),
    },
    {
      id: 'share',
      label: 'Of value',
      numeric: true,
      value: each => each.share_of_value,
      cell: each => formatShare(each.share_of_value),
    },
  ]
  return (
    <DataTable
      label={`Classes by ${value.name}`}
      noun="class"
      columns={columns}
      rows={value.classes}
      keyOf={each => each.class}
      empty={null}
    />
  )
}
