import type { AnswerOf, Contract } from '@kindred/api'
import type { ChartTheme } from '../../ui/chart-theme.ts'

type Overlap = AnswerOf<Contract['segmentOverlap']>
const ROW = 26
const BARS = 190
const TOP = 24
const LEFT = 132

/**
 * Bars of who is in exactly which segments, largest first; below each a column of dots, filled for the segments it is of
 * (Lex and others 2014, “UpSet: Visualization of Intersecting Sets”). Circles would mislead about sizes, and four of them
 * cannot show all sixteen parts.
 */
export function overlapOption({ segments, intersections }: Overlap, theme: ChartTheme) {
  const shown = intersections.filter(({ exactly }) => exactly > 0).toSorted((a, b) => b.exactly - a.exactly)
  const places = shown.map((_, place) => `${place}`)
  const names = segments.map(({ name }) => name)
  const [color = theme.ink] = theme.color
  const dots = shown.flatMap(({ segments: of }, x) =>
    segments.map(({ id }, y) => ({
      value: [x, y],
      itemStyle: { color: of.includes(id) ? color : theme.line },
    })),
  )
  const hidden = { axisLine: { show: false }, axisTick: { show: false } }
  return {
    color: theme.color,
    tooltip: {
      trigger: 'item',
      formatter: ({ dataIndex, seriesType }: { dataIndex: number; seriesType: string }) =>
        wordsOf(shown[seriesType === 'bar' ? dataIndex : Math.floor(dataIndex / segments.length)], segments),
    },
    grid: [
      { left: LEFT, right: 16, top: TOP, height: BARS },
      { left: LEFT, right: 16, top: TOP + BARS + 6, height: ROW * segments.length },
    ],
    xAxis: [
      { type: 'category', data: places, gridIndex: 0, axisLabel: { show: false }, axisTick: { show: false } },
      { type: 'category', data: places, gridIndex: 1, axisLabel: { show: false }, ...hidden },
    ],
    yAxis: [
      { type: 'value', name: 'customers', gridIndex: 0 },
      {
        ...{ type: 'category', data: names, inverse: true, gridIndex: 1, ...hidden },
        axisLabel: { color: theme.ink, width: LEFT - 16, overflow: 'truncate' },
      },
    ],
    series: [
      {
        type: 'bar',
        barMaxWidth: 36,
        data: shown.map(({ exactly }) => exactly),
        label: { show: true, position: 'top', color: theme.ink },
      },
      { type: 'scatter', xAxisIndex: 1, yAxisIndex: 1, symbolSize: 12, silent: false, data: dots },
    ],
  }
}

/** Names are people's: written as text, whatever signs they hold. */
function wordsOf(found: Overlap['intersections'][number] | undefined, segments: Overlap['segments']): string {
  if (found === undefined) return ''
  const names = segments.filter(({ id }) => found.segments.includes(id)).map(({ name }) => name)
  const words = `${names.join(' and ')}: ${found.exactly}`
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
