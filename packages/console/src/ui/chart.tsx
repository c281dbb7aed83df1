import { Button, Group, Paper, Table, Text, useComputedColorScheme } from '@mantine/core'
import type { EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type ChartTheme, chartTheme } from './chart-theme.ts'
import { csvOf, saveFile } from './csv.ts'
import { ScrolledTable } from './data-table.tsx'
import type { DrawnChart } from './draw-chart.ts'
import { formatNumber } from './format.ts'
import { Problem } from './problem.tsx'

interface ChartTable {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

interface ChartProps {
  readonly title: string
  /** What it shows in one sentence, for those who do not see it. */
  readonly says: string
  readonly option: (theme: ChartTheme) => EChartsCoreOption
  /** What stands behind the picture. */
  readonly table: ChartTable
  /** Pixels; default 280. */
  readonly height?: number
}

/** A picture with what stands behind it: shown as a table, kept as a file or as a picture. */
export function Chart({ title, says, option, table, height = 280 }: ChartProps): ReactNode {
  const [isTable, setTable] = useState(false)
  const scheme = useComputedColorScheme('light')
  const drawn = useRef<DrawnChart>(undefined)
  const name = title.toLowerCase().replaceAll(/\W+/g, '-')
  const keepPicture = async () => {
    const address = drawn.current?.picture(scheme === 'dark' ? '#15181d' : '#ffffff')
    if (address !== undefined) saveFile(`${name}.png`, dataBlob(address))
  }
  return (
    <Paper withBorder p="sm" component="figure" m={0}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Text component="figcaption" fw={600} size="sm">
          {title}
        </Text>
        <Group gap={4}>
          <Button
            size="compact-xs"
            variant="default"
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? 'Picture' : 'Table'}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`CSV of ${title}`}
            onClick={() => saveFile(`${name}.csv`, csvOf(table.heads, table.rows))}
          >
            CSV
          </Button>
          {!isTable && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`PNG of ${title}`}
              onClick={() => void keepPicture()}
            >
              PNG
            </Button>
          )}
        </Group>
      </Group>
      {isTable ? (
        <BehindIt title={title} table={table} />
      ) : (
        <Drawing says={says} option={option} height={height} scheme={scheme} drawn={drawn} />
      )}
    </Paper>
  )
}

interface DrawingProps extends Pick<ChartProps, 'says' | 'option'> {
  readonly height: number
  readonly scheme: 'light' | 'dark'
  readonly drawn: { current: DrawnChart | undefined }
}

function Drawing({ says, option, height, scheme, drawn }: DrawingProps): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    const element = place.current
    if (element === null) return
    let isGone = false
    const draw = async () => {
      const { drawChart } = await import('./draw-chart.ts')
      if (isGone) return
      const theme = chartTheme(scheme)
      drawn.current = drawChart(element, theme, option(theme))
    }
    draw().catch(setFailure)
    const widths = new ResizeObserver(() => drawn.current?.resize())
    widths.observe(element)
    return () => {
      isGone = true
      widths.disconnect()
      drawn.current?.dispose()
      drawn.current = undefined
    }
  }, [option, scheme, drawn])
  if (failure !== undefined) return <Problem error={failure} />
  return <div ref={place} role="img" aria-label={says} style={{ height, width: '100%' }} />
}

function BehindIt({ title, table }: { title: string; table: ChartTable }): ReactNode {
  return (
    <ScrolledTable label={`${title}, as a table`}>
      <Table.Thead>
        <Table.Tr>
          {table.heads.map(head => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {table.rows.map(row => (
          <Table.Tr key={row.join(' ')}>
            {row.map((cell, index) => (
              <Table.Td key={table.heads[index]} className={typeof cell === 'number' ? 'number' : undefined}>
                {typeof cell === 'number' ? formatNumber(cell) : (cell ?? '–')}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrolledTable>
  )
}

function dataBlob(address: string): Blob {
  const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), letter => letter.charCodeAt(0))
  return new Blob([bytes], { type: 'image/png' })
}
