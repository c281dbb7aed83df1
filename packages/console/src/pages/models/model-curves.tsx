import type { WireFittedModel } from '@kindred/api'
import { SimpleGrid } from '@mantine/core'
import { type ReactNode, useCallback } from 'react'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'

type Curves = WireFittedModel['card']['judged']['curves']

/** How well it tells apart, how much the best tenths bring, whether what it foretells is what comes. */
export function ModelCurves({ model }: { model: WireFittedModel }): ReactNode {
  const { curves } = model.card.judged
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      {curves.roc !== undefined && <Roc roc={curves.roc} />}
      <Tenths tenths={curves.tenths} />
      <Calibration calibration={curves.calibration} />
    </SimpleGrid>
  )
}

const square = { left: 48, right: 16, top: 24, bottom: 40 }

function Roc({ roc }: { roc: NonNullable<Curves['roc']> }): ReactNode {
  const option = useCallback(
    ({ color, quiet }: ChartTheme) => ({
      color,
      grid: square,
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'value', min: 0, max: 1, name: 'false alarms', nameLocation: 'middle', nameGap: 24 },
      yAxis: { type: 'value', min: 0, max: 1, name: 'found' },
      series: [
        { type: 'line', showSymbol: false, data: roc },
        {
          type: 'line',
          showSymbol: false,
          data: [
            [0, 0],
            [1, 1],
          ],
          lineStyle: { color: quiet, type: 'dashed' },
        },
      ],
    }),
    [roc],
  )
  return (
    <Chart
      title="ROC curve"
      says="Share found by share of false alarms; the dashed line is a guess."
      option={option}
      table={{ heads: ['False alarms', 'Found'], rows: roc }}
    />
  )
}

function Tenths({ tenths }: { tenths: Curves['tenths'] }): ReactNode {
  const option = useCallback(
    ({ color }: ChartTheme) => ({
      color,
      grid: square,
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'category',
        data: tenths.map((_, place) => `${place + 1}`),
        name: 'tenth by score',
        nameLocation: 'middle',
        nameGap: 24,
      },
      yAxis: { type: 'value', name: 'lift' },
      series: [{ type: 'bar', data: tenths.map(({ lift }) => lift) }],
    }),
    [tenths],
  )
  return (
    <Chart
      title="Lift of the best tenths"
      says="How many times the mean the best tenths of customers, by their score, reach together."
      option={option}
      table={{
        heads: ['Tenth', 'Customers', 'Score', 'Came', 'Lift', 'Share of all, summed'],
        rows: tenths.map((each, place) => [
          place + 1,
          each.rows,
          each.score,
          each.actual,
          each.lift,
          each.gain,
        ]),
      }}
    />
  )
}

function Calibration({ calibration }: { calibration: Curves['calibration'] }): ReactNode {
  const option = useCallback(
    ({ color, quiet }: ChartTheme) => {
      const most = Math.max(0, ...calibration.flatMap(({ foretold, actual }) => [foretold, actual]))
      return {
        color,
        grid: square,
        tooltip: { trigger: 'item' },
        xAxis: { type: 'value', name: 'foretold', nameLocation: 'middle', nameGap: 24 },
        yAxis: { type: 'value', name: 'came' },
        series: [
          {
            type: 'line',
            data: calibration.map(({ foretold, actual }) => [foretold, actual]),
            symbolSize: 8,
          },
          {
            type: 'line',
            showSymbol: false,
            data: [
              [0, 0],
              [most, most],
            ],
            lineStyle: { color: quiet, type: 'dashed' },
          },
        ],
      }
    },
    [calibration],
  )
  return (
    <Chart
      title="Foretold and come"
      says="What was foretold against what came; on the dashed line both are equal."
      option={option}
      table={{
        heads: ['Foretold', 'Came', 'Customers'],
        rows: calibration.map(({ foretold, actual, rows }) => [foretold, actual, rows]),
      }}
    />
  )
}
