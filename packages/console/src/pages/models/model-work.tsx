import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { useJob } from '../../data/use-job.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { PlannedChange } from '../../ui/planned-change.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Progress } from '../../ui/progress.tsx'
import { useAddress } from '../../ui/use-address.ts'

/** Training, and making a version count: first shown whom that moves. */
export function ModelWork({ id }: { id: string }): ReactNode {
  return (
    <Group gap="xs">
      <Train id={id} />
      <Promote id={id} />
    </Group>
  )
}

/** A training goes on by itself: the page finds it by its address, from the list of long work too. */
function Train({ id }: { id: string }): ReactNode {
  const { search, change } = useAddress()
  const [isOpen, { open, close }] = useDisclosure(search.train !== undefined)
  const cache = useQueryClient()
  // As of what the console shows, not of a later hour of which little is known yet.
  const asOf = useQuery(queries.workspace()).data?.refresh?.as_of
  const train = useJob({
    route: 'trainModel',
    id: search.train ?? '',
    keep: job => change({ train: job }),
    done: () => void cache.invalidateQueries({ queryKey: ['models'] }),
  })
  const begin = () =>
    train.start({ id, budget: 30, promote: false, ...(asOf !== undefined && { as_of: asOf }) })
  return (
    <>
      <Button onClick={open} variant="default">
        {train.isRunning ? 'Training…' : 'Train'}
      </Button>
      <Dialog isOpen={isOpen} close={close} title="Train a new version" size="md">
        <Stack>
          <Text size="sm">
            It learns from what was known at past instants, and is judged by what came after. It gives no
            score until it is promoted.
          </Text>
          <JobProgress title="Training" job={train} />
          {train.result !== undefined && (
            <Text>
              Version {train.result.version}, {train.result.method}. {train.result.says}
            </Text>
          )}
          <Button onClick={begin} loading={train.isRunning}>
            Begin
          </Button>
        </Stack>
      </Dialog>
    </>
  )
}

function Promote({ id }: { id: string }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false)
  const { search } = useAddress()
  const cache = useQueryClient()
  const version = search.version === undefined ? {} : { version: Number(search.version) }
  const plan = useMutation({ mutationFn: () => client.promoteModel({ id, ...version, dry_run: true }) })
  const promote = useMutation({
    mutationFn: () => client.promoteModel({ id, ...version }),
    onSuccess: () => cache.invalidateQueries(),
  })
  const begin = () => {
    promote.reset()
    plan.mutate()
    open()
  }
  return (
    <>
      <Button onClick={begin} variant="default">
        Promote
      </Button>
      <Dialog isOpen={isOpen} close={close} title="Let this version give the score">
        <Stack>
          {plan.isPending && <Progress line={undefined} says="looking whom it moves" />}
          {plan.isError && <Problem error={plan.error} />}
          {plan.data !== undefined && (
            <>
              <Text size="sm">
                Version {plan.data.champion} would give the score
                {plan.data.before === undefined ? '.' : ` in place of version ${plan.data.before}.`}
              </Text>
              <PlannedChange plan={plan.data} />
              <Button onClick={() => promote.mutate()} loading={promote.isPending}>
                Promote
              </Button>
            </>
          )}
          {promote.isError && <Problem error={promote.error} />}
          {promote.data !== undefined && <Text>Version {promote.data.champion} gives the score now.</Text>}
        </Stack>
      </Dialog>
    </>
  )
}
