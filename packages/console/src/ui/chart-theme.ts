/** Told apart by normal sight and three kinds of colour blindness, and from their ground: found by search for the reports. */
const palettes = {
  light: ['#083ada', '#d16334', '#8e5786', '#6a2813', '#6a85ed', '#432f77'],
  dark: ['#5d54f9', '#ecbf08', '#9d5592', '#f3392a', '#a693fc', '#41e9c3'],
} as const

export type Scheme = keyof typeof palettes

/** ECharts does not follow the page: every colour of a picture is said here. */
export function chartTheme(scheme: Scheme) {
  const ink = scheme === 'dark' ? '#e6e8ec' : '#1b1e24'
  const quiet = scheme === 'dark' ? '#a2abb9' : '#565d6a'
  const line = scheme === 'dark' ? '#3a3f47' : '#d9dce1'
  const axis = {
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: quiet },
    splitLine: { lineStyle: { color: line } },
    nameTextStyle: { color: quiet },
  }
  return {
    ...{ ink, quiet, line, color: [...palettes[scheme]], backgroundColor: 'transparent' },
    textStyle: { color: ink, fontFamily: 'system-ui, sans-serif' },
    legend: { textStyle: { color: ink } },
    ...{ categoryAxis: axis, valueAxis: axis, timeAxis: axis },
    tooltip: {
      backgroundColor: scheme === 'dark' ? '#23272e' : '#ffffff',
      borderColor: line,
      textStyle: { color: ink },
    },
  }
}
export type ChartTheme = ReturnType<typeof chartTheme>
