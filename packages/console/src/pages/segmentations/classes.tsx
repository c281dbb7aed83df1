import type { WireSegmentation } from '@kindred/api'
import { Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import type { Units } from '../../ui/format.ts'
import { standingColumns } from '../../ui/standing-columns.tsx'
import { useUnits } from '../../ui/use-units.ts'

type ClassStanding = WireSegmentation['classes'][number]

function columnsOf(id: string, units: Units): readonly Column<ClassStanding>[] {
  const { size, share, value, shareOfValue, change } = standingColumns(units)
  return [
    {
      id: 'class',
      label: 'Class',
      value: each => each.class,
      cell: each => (
        <Link
          to="/segmentations/$id"
          params={{ id }}
          search={{ tab: 'members', class: each.class }}
          className="quiet-link"
        >
          {each.class}
        </Link>
      ),
    },
    size,
    share,
    value,
    shareOfValue,
    change,
  ]
}

/** Classes with size and value, side by side: where few bring much, it shows. */
export function Classes({ segmentation }: { segmentation: WireSegmentation }): ReactNode {
  const { id, name, classes } = segmentation
  const units = useUnits()
  const option = useCallback((theme: ChartTheme) => sharesOption(classes, theme), [classes])
  if (classes.length === 0)
    return (
      <Empty says="Not evaluated yet.">
        <Link to="/jobs">Refresh</Link> to see its classes.
      </Empty>
    )
  return (
    <Stack gap="lg">
      {classes.length <= 30 && (
        <Chart
          title={`Shares of customers and of value: ${name}`}
          says={`Bars of ${classes.length} classes: of each, its share of customers and of value.`}
          option={option}
          height={Math.max(160, 60 + 34 * classes.length)}
          table={{
            heads: ['Class', 'Share of customers', 'Share of value'],
            rows: classes.map(each => [each.class, each.share_of_customers, each.share_of_value]),
          }}
        />
      )}
      <DataTable
        label={`Classes of ${name}`}
        noun="class"
        columns={columnsOf(id, units)}
        rows={classes}
        keyOf={each => each.class}
        empty={null}
      />
    </Stack>
  )
}

function sharesOption(classes: readonly ClassStanding[], theme: ChartTheme) {
  const shown = classes.toReversed()
  const percent = (share: number | null) => Math.round(1000 * (share ?? 0)) / 10
  return {
    color: theme.color,
    grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => `${value} %` },
    xAxis: { type: 'value', axisLabel: { formatter: '{value} %' } },
    yAxis: {
      type: 'category',
      data: shown.map(each => each.class),
      axisLabel: { width: 110, overflow: 'truncate' },
    },
    series: [
      { name: 'Of customers', type: 'bar', data: shown.map(each => percent(each.share_of_customers)) },
      { name: 'Of value', type: 'bar', data: shown.map(each => percent(each.share_of_value)) },
    ],
  }
}
