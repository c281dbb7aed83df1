import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Problem } from './problem.tsx'
import { Progress, type ProgressLine } from './progress.tsx'

interface JobProgressProps {
  readonly title: string
  readonly job: {
    readonly isRunning: boolean
    readonly isStopped: boolean
    readonly line: ProgressLine | undefined
    readonly error: Error | null
    readonly stop: () => void
  }
  /** What is done at this step; its name when absent. */
  readonly says?: string | undefined
}

/** How far long work of the server is; what became of it where that is no result. */
export function JobProgress({ title, job, says }: JobProgressProps): ReactNode {
  const { isRunning, isStopped, line, error, stop } = job
  if (error !== null) return <Problem error={error} />
  if (isStopped)
    return <Alert color="yellow" role="status" title="It was called off; nothing was left half done." />
  if (!isRunning) return null
  return (
    <Alert title={title} role="group" aria-label={title}>
      <Stack gap="xs">
        <Progress line={line} {...(says === undefined ? {} : { says })} />
        <Group justify="space-between">
          <Text size="sm">You may leave this page: it goes on, and this address finds it again.</Text>
          <Button size="xs" variant="default" onClick={stop}>
            Call it off
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
