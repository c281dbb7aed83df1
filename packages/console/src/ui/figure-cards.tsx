import { Paper, SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Figure {
  readonly label: string
  readonly value: ReactNode
  readonly note?: ReactNode
}

/** The few numbers a page begins with. */
export function FigureCards({ figures }: { figures: readonly Figure[] }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: Math.min(figures.length, 5) }} spacing="sm">
      {figures.map(({ label, value, note }) => (
        <Paper key={label} withBorder p="sm">
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="div" fz={{ base: 18, sm: 22 }} fw={600} lh={1.3} className="number">
            {value}
          </Text>
          {note !== undefined && (
            <Text component="div" size="xs" c="dimmed">
              {note}
            </Text>
          )}
        </Paper>
      ))}
    </SimpleGrid>
  )
}
