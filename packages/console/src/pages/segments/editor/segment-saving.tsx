import type { AnswerOf, Contract } from '@kindred/api'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { client } from '../../../data/client.ts'
import type { StoredSegment } from '../../../data/stored-definitions.ts'
import { PlannedChange } from '../../../ui/planned-change.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { Progress, type ProgressLine } from '../../../ui/progress.tsx'
import { fileOf, type SegmentDraft } from './segment-draft.ts'

interface SegmentSavingProps {
  readonly draft: SegmentDraft
  readonly stored: StoredSegment | undefined
  /** The version it was read from: saved over another, it is refused. */
  readonly version: number
  readonly isReady: boolean
}

/** First who would enter and leave, then saving. */
export function SegmentSaving({ draft, stored, version, isReady }: SegmentSavingProps): ReactNode {
  const [line, setLine] = useState<ProgressLine>()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const file = fileOf(draft, stored)
  const plan = useMutation({
    mutationFn: (files: (typeof file)[]) => client.plan({ files, examples: 5 }, { progress: setLine }),
  })
  const save = useMutation({
    mutationFn: () => client.apply({ files: [file], expected: version }),
    onSuccess: async ({ stored: isStored }) => {
      if (!isStored) return
      await cache.invalidateQueries()
      await navigate({ to: '/segments/$id', params: { id: draft.id } })
    },
  })
  const isPlanned = plan.data !== undefined && plan.variables?.[0]?.text === file.text
  return (
    <Stack>
      <Group>
        <Button
          variant="default"
          disabled={!isReady}
          loading={plan.isPending}
          onClick={() => plan.mutate([file])}
        >
          Who would enter and leave
        </Button>
        <Button disabled={!isReady} loading={save.isPending} onClick={() => save.mutate()}>
          Save
        </Button>
        {!isReady && (
          <Text size="sm" c="dimmed">
            It needs a name and a condition.
          </Text>
        )}
      </Group>
      {plan.isPending && <Progress line={line} />}
      {plan.isError && <Problem error={plan.error} />}
      {isPlanned && <PlannedChange plan={plan.data} />}
      {save.isError && <Problem error={save.error} />}
      {save.data?.stored === false && <NotStored report={save.data} />}
    </Stack>
  )
}

function NotStored({ report }: { report: AnswerOf<Contract['apply']> }): ReactNode {
  const errors = report.problems.filter(({ severity }) => severity === 'error')
  return (
    <Alert
      color={errors.length > 0 ? 'red' : 'blue'}
      title={errors.length > 0 ? 'Not saved' : 'Nothing to save'}
    >
      {errors.length === 0 && 'It is stored like this already.'}
      {errors.map(({ says, remedy }) => (
        <Text size="sm" key={says}>
          {says} {remedy}
        </Text>
      ))}
    </Alert>
  )
}
