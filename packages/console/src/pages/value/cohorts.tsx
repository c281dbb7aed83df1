import type { WireCohorts } from '@kindred/api'
import { Anchor, Group, SegmentedControl, Stack } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import { client } from '../../data/client.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useAddress } from '../../ui/use-address.ts'

const steps = ['week', 'month', 'quarter'] as const

/** Customers by the period in which they began: who of them came again, one, two, three periods later. */
export function Cohorts(): ReactNode {
  const { search, change } = useAddress()
  const every = steps.find(step => step === search.every) ?? 'month'
  const query = useQuery(
    queryOptions({
      queryKey: ['cohorts', every],
      queryFn: ({ signal }) => client.cohorts({ every }, { signal }),
    }),
  )
  return (
    <Stack gap="lg">
      <Group>
        <SegmentedControl
          aria-label="Length of a period"
          value={every}
          onChange={next => change({ every: next === 'month' ? '' : next })}
          data={steps.map(value => ({ value, label: `By ${value}` }))}
        />
        <Anchor href={`/v1/cohorts/report?every=${every}`} target="_blank" size="sm">
          As a page to keep
        </Anchor>
      </Group>
      <Loaded query={query} lines={8}>
        {found =>
          found.cohorts.length === 0 ? (
            <Empty says="Nobody has begun yet.">Import events first.</Empty>
          ) : (
            <Kept found={found} />
          )
        }
      </Loaded>
    </Stack>
  )
}

/** Percent of a cohort that was active so many periods after it began; of the period itself it is all. */
function sharesOf({ cohorts }: WireCohorts): readonly (readonly (number | null)[])[] {
  const most = Math.max(...cohorts.map(({ ages }) => ages.length))
  return cohorts.map(({ ages, customers }) =>
    Array.from({ length: most }, (_, age) => {
      const active = ages[age]?.active
      return active === undefined || customers === 0 ? null : Math.round((1000 * active) / customers) / 10
    }),
  )
}

function Kept({ found }: { found: WireCohorts }): ReactNode {
  const { cohorts, periods, every, event } = found
  const option = useCallback((theme: ChartTheme) => heatOption(found, theme), [found])
  const shares = sharesOf(found)
  const ages = shares[0]?.map((_, age) => `+${age}`) ?? []
  return (
    <Chart
      title={`Share of a cohort with a ${event.replaceAll('_', ' ')}, ${every}s after the first`}
      says={`${cohorts.length} cohorts by ${ages.length} ${every}s after they began, the darker the more came again.`}
      option={option}
      height={Math.max(260, 26 * cohorts.length + 80)}
      table={{
        heads: ['Began', 'Customers', ...ages],
        rows: cohorts.map(({ period, customers }, place) => [
          ...[periods[period] ?? '', customers],
          ...(shares[place] ?? []),
        ]),
      }}
    />
  )
}

function heatOption(found: WireCohorts, { color, ink, quiet }: ChartTheme) {
  const shares = sharesOf(found)
  const cells = shares.flatMap((row, y) =>
    row.flatMap((share, x) => (share === null || x === 0 ? [] : [[x - 1, y, share]])),
  )
  const [accent = ink] = color
  return {
    grid: { left: 96, right: 16, top: 8, bottom: 64 },
    tooltip: { trigger: 'item', valueFormatter: (share: unknown) => `${share} %` },
    xAxis: { type: 'category', data: shares[0]?.slice(1).map((_, age) => `+${age + 1}`) ?? [] },
    yAxis: {
      type: 'category',
      inverse: true,
      data: found.cohorts.map(({ period }) => found.periods[period] ?? ''),
    },
    visualMap: {
      ...{ min: 0, max: Math.max(1, ...cells.map(([, , share = 0]) => share)), calculable: false },
      ...{ orient: 'horizontal', left: 'center', bottom: 8, textStyle: { color: quiet } },
      ...{ text: ['% came again', ''], inRange: { color: ['rgba(128,128,128,0.12)', accent] } },
    },
    series: [{ type: 'heatmap', data: cells }],
  }
}
