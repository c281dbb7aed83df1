import { BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { ChartTheme } from './chart-theme.ts'

use([
  ...[BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart],
  ...[GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, CanvasRenderer],
])

export interface DrawnChart {
  resize(): void
  dispose(): void
  /** The picture as an address of data. */
  picture(ground: string): string
}

/** Draws a picture into an element. In a file of its own, so that ECharts is loaded by who sees a picture. */
export function drawChart(element: HTMLElement, theme: ChartTheme, option: EChartsCoreOption): DrawnChart {
  const chart = init(element, theme)
  chart.setOption({ animation: false, ...option })
  return {
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
    picture: backgroundColor => chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor }),
  }
}
