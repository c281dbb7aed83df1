import { type AnswerOf, ApiError, type Contract } from '@kindred/api'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { StoredSegment } from '../../../data/stored-definitions.ts'
import { useJob } from '../../../data/use-job.ts'
import { useMay } from '../../../data/use-may.ts'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { PlannedChange } from '../../../ui/planned-change.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useAddress } from '../../../ui/use-address.ts'
import { ProposeChange } from './propose-change.tsx'
import { saveSegment } from './save-segment.ts'
import { fileOf, type SegmentDraft } from './segment-draft.ts'

interface SegmentSavingProps {
  readonly draft: SegmentDraft
  readonly stored: StoredSegment | undefined
  /** The version it was read from: saved over another, it is refused. */
  readonly version: number
  readonly isReady: boolean
  /** The file of which it was last asked who would move: what was found is shown for no other. */
  readonly planned: string | undefined
  readonly plan: (file: string) => void
  readonly saved: () => void
}

/** First who would enter and leave, then saving. */
export function SegmentSaving(props: SegmentSavingProps): ReactNode {
  const { draft, stored, version, isReady, planned, saved } = props
  const { search, change } = useAddress()
  const cache = useQueryClient()
  const may = useMay()
  const navigate = useNavigate()
  const file = fileOf(draft, stored)
  const plan = useJob({ route: 'plan', id: search.plan ?? '', keep: id => change({ plan: id }) })
  const save = useMutation({
    mutationFn: () => saveSegment({ id: draft.id, file, stored, version }),
    onSuccess: async ({ stored: isStored }) => {
      if (!isStored) return
      saved()
      await cache.invalidateQueries()
      await navigate({ to: '/segments/$id', params: { id: draft.id } })
    },
  })
  const { error } = save
  const refused = error instanceof ApiError && error.code === 'not_owner' ? error.says : undefined
  const look = () => {
    props.plan(file.text)
    plan.start({ files: [file], examples: 5 })
  }
  return (
    <Stack>
      <Group>
        <Button variant="default" disabled={!isReady} loading={plan.isRunning} onClick={look}>
          Who would enter and leave
        </Button>
        {may('definitions:write') && (
          <Button disabled={!isReady} loading={save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        )}
        {!isReady && (
          <Text size="sm" c="dimmed">
            It needs a name and a condition.
          </Text>
        )}
      </Group>
      <JobProgress title="Looking who would move" job={plan} />
      {planned === file.text && plan.result !== undefined && <PlannedChange plan={plan.result} />}
      {save.isError && refused === undefined && <Problem error={error} />}
      {isReady && (refused !== undefined || !may('definitions:write')) && may('definitions:propose') && (
        <ProposeChange
          file={file}
          says={refused === undefined ? 'You can propose it.' : `${refused} You can propose it.`}
          proposed={saved}
        />
      )}
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
