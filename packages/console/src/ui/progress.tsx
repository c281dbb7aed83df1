import { Progress as Bar, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export interface ProgressLine {
  readonly step: string
  readonly done: number
  readonly of: number
}

/** How far long work is. */
export function Progress({ line, says }: { line: ProgressLine | undefined; says?: string }): ReactNode {
  const share = line === undefined || line.of === 0 ? 0 : (100 * line.done) / line.of
  const label = says ?? line?.step.replaceAll('_', ' ') ?? 'starting'
  return (
    <Group gap="sm" role="status">
      <Bar value={share} animated style={{ flex: 1, minWidth: '8rem' }} aria-label={label} />
      <Text size="sm">{label}</Text>
    </Group>
  )
}
