import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAddress } from './use-address.ts'

interface PageTurnsProps {
  /** What stands beside them: how many there are in all. */
  readonly says?: string
  /** The last one of this page, where there is another. */
  readonly next: string | null
}

/** The way through a list that the server gives page by page. Where one is stands in the address as `after`. */
export function PageTurns({ says = '', next }: PageTurnsProps): ReactNode {
  const { search, change } = useAddress()
  const isFirst = search.after === undefined
  if (isFirst && next === null)
    return says === '' ? null : (
      <Text size="sm" c="dimmed">
        {says}
      </Text>
    )
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed">
        {says}
      </Text>
      <Group gap="xs">
        <Button variant="default" disabled={isFirst} onClick={() => change({ after: '' }, 'push')}>
          First page
        </Button>
        <Button
          variant="default"
          disabled={next === null}
          onClick={() => change({ after: next ?? '' }, 'push')}
        >
          Next page
        </Button>
      </Group>
    </Group>
  )
}
