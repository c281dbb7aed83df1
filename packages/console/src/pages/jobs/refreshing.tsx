import type { AnswerOf, Contract } from '@kindred/api'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useJob } from '../../data/use-job.ts'
import { counted, formatInstant, formatNumber } from '../../ui/format.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'

/** Evaluates every definition, now or at the instant that is shown already. */
export function Refreshing(): ReactNode {
  const { search, change } = useAddress()
  const cache = useQueryClient()
  const last = useQuery(queries.refreshes()).data?.refreshes[0]
  const { timezone } = useUnits()
  const refresh = useJob({
    route: 'refresh',
    id: search.refresh ?? '',
    keep: id => change({ refresh: id }),
    done: () => void cache.invalidateQueries(),
  })
  return (
    <Stack gap="xs">
      <Group>
        <Button onClick={() => refresh.start({})} loading={refresh.isRunning}>
          Refresh now
        </Button>
        {last !== undefined && (
          <Button
            variant="default"
            disabled={refresh.isRunning}
            onClick={() => refresh.start({ as_of: last.as_of })}
          >
            Again as of {formatInstant(last.as_of, timezone)}
          </Button>
        )}
      </Group>
      <JobProgress title="Evaluating every definition" job={refresh} />
      {refresh.result !== undefined && <Refreshed report={refresh.result} />}
    </Stack>
  )
}

function Refreshed({ report }: { report: AnswerOf<Contract['refresh']> }): ReactNode {
  const { segments, segmentations, moves, failures } = report
  return (
    <Alert color="green" title="Refreshed">
      {counted(segments, 'segment')} and {counted(segmentations, 'segmentation')} evaluated;{' '}
      {formatNumber(moves.data)} moves by data, {formatNumber(moves.clock)} by the clock,{' '}
      {formatNumber(moves.definition)} by definitions.
      {failures.map(({ definition, says, remedy }) => (
        <Text size="sm" key={definition.id}>
          {definition.id}: {says} {remedy}
        </Text>
      ))}
    </Alert>
  )
}
