import type { AnswerOf, Contract } from '@kindred/api'
import { SegmentedControl } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import { client } from '../../data/client.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'

type History = AnswerOf<Contract['segmentHistory']>
const steps = ['recorded', 'week', 'month', 'quarter'] as const
/** Short enough to stand beside each other on a telephone. */
const words = { recorded: 'Recorded', week: 'Weekly', month: 'Monthly', quarter: 'Quarterly' } as const
/** So many points back. */
const POINTS = 12
const DAYS = { week: 7, month: 31, quarter: 92 } as const

/** Size over time: as refreshes recorded it, or computed for any past instant by the definition of today. */
export function SegmentHistory({ id }: { id: string }): ReactNode {
  const { search, change } = useAddress()
  const every = steps.find(step => step === search.every) ?? 'recorded'
  const query = useQuery(
    queryOptions({
      queryKey: ['history', id, every],
      queryFn: ({ signal }) => client.segmentHistory(questionOf(id, every), { signal }),
    }),
  )
  const choice = (
    <SegmentedControl
      size="xs"
      value={every}
      onChange={next => change({ every: next === 'recorded' ? '' : next })}
      data={steps.map(value => ({ value, label: words[value] }))}
      aria-label="Points of the history"
    />
  )
  return (
    <Section title="Size over time" actions={choice}>
      <Loaded query={query}>{history => <Drawn history={history} />}</Loaded>
    </Section>
  )
}

function questionOf(id: string, every: (typeof steps)[number]) {
  if (every === 'recorded') return { id }
  const from = new Date(Date.now() - POINTS * DAYS[every] * 86_400_000)
  return { id, every, from: from.toISOString() }
}

function Drawn({ history }: { history: History }): ReactNode {
  const { points, name } = history
  const option = useCallback((theme: ChartTheme) => historyOption(history, theme), [history])
  const last = points.at(-1)
  return (
    <Chart
      title={`Customers in ${name}`}
      says={`Line of the size of ${name} at ${points.length} instants, at last ${last?.size ?? 0}.`}
      option={option}
      table={{
        heads: ['Day', 'Customers', 'Came', 'Left'],
        rows: points.map(point => [point.day, point.size, point.entered, point.left]),
      }}
    />
  )
}

function historyOption({ points }: History, theme: ChartTheme) {
  const bar = { type: 'bar', stack: 'moves', barMaxWidth: 14 } as const
  return {
    grid: { left: 56, right: 16, top: 36, bottom: 28 },
    tooltip: { trigger: 'axis' },
    legend: { top: 0, data: ['Customers', 'Came', 'Left'] },
    xAxis: { type: 'category', data: points.map(({ day }) => day) },
    yAxis: { type: 'value' },
    series: [
      { name: 'Customers', type: 'line', symbolSize: 7, data: points.map(({ size }) => size) },
      { ...bar, name: 'Came', data: points.map(({ entered }) => entered) },
      { ...bar, name: 'Left', data: points.map(({ left }) => -left) },
    ],
    color: theme.color,
  }
}
