import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { PlannedChange } from '../../ui/planned-change.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Progress, type ProgressLine } from '../../ui/progress.tsx'
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

function Train({ id }: { id: string }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false)
  const [line, setLine] = useState<ProgressLine>()
  const cache = useQueryClient()
  // As of what the console shows, not of a later hour of which little is known yet.
  const asOf = useQuery(queries.workspace()).data?.refresh?.as_of
  const train = useMutation({
    mutationFn: () =>
      client.trainModel(
        { id, budget: 30, promote: false, ...(asOf !== undefined && { as_of: asOf }) },
        { progress: setLine },
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['models'] }),
  })
  return (
    <>
      <Button onClick={open} variant="default">
        Train
      </Button>
      <Modal opened={isOpen} onClose={close} title="Train a new version" lockScroll={false}>
        <Stack>
          <Text size="sm">
            It learns from what was known at past instants, and is judged by what came after. It gives no
            score until it is promoted.
          </Text>
          {train.isPending && <Progress line={line} />}
          {train.isError && <Problem error={train.error} />}
          {train.data !== undefined && (
            <Text>
              Version {train.data.version}, {train.data.method}. {train.data.says}
            </Text>
          )}
          <Button onClick={() => train.mutate()} loading={train.isPending}>
            Begin
          </Button>
        </Stack>
      </Modal>
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
      <Modal
        opened={isOpen}
        onClose={close}
        title="Let this version give the score"
        size="lg"
        lockScroll={false}
      >
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
      </Modal>
    </>
  )
}
