import type { WireProposal } from '@kindred/api'
import { Alert, Button, Code, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { useJob } from '../../data/use-job.ts'
import { useMay } from '../../data/use-may.ts'
import { formatInstant } from '../../ui/format.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { PlannedChange } from '../../ui/planned-change.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { proposedCondition } from './proposed-condition.ts'

/** What is proposed beside what is stored, whom it would move, and the decision. */
export function OneProposal({ proposal }: { proposal: WireProposal }): ReactNode {
  const { timezone } = useUnits()
  const { author, at, reason, closed, state } = proposal
  return (
    <Stack>
      <Text>{reason}</Text>
      <Text size="sm" c="dimmed">
        {author}, {formatInstant(at, timezone)}
        {closed !== null && `; ${state} by ${closed.by}, ${formatInstant(closed.at, timezone)}`}
        {closed?.note !== undefined && `: ${closed.note}`}
      </Text>
      <Difference proposal={proposal} />
      {state === 'open' && <WhoWouldMove proposal={proposal} />}
      {state === 'open' && <Decision proposal={proposal} />}
    </Stack>
  )
}

function Difference({ proposal }: { proposal: WireProposal }): ReactNode {
  const stored = useQuery(queries.definitions()).data
  const segments = stored === undefined ? {} : readDefinitions(stored.definitions).segments
  return proposal.definitions.map(({ definition: { kind, id } }) => {
    const proposed = kind === 'segment' ? proposedCondition(proposal.files, id) : undefined
    if (proposed === undefined)
      return proposal.files.map(({ name, text }) => (
        <Code block key={name}>
          {text}
        </Code>
      ))
    return (
      <SimpleGrid key={id} cols={{ base: 1, sm: 2 }}>
        <Condition title="Now" text={segments[id]?.when ?? 'not there'} />
        <Condition title="Proposed" text={proposed} />
      </SimpleGrid>
    )
  })
}

function Condition({ title, text }: { title: string; text: string }): ReactNode {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Code block className="expression">
        {text}
      </Code>
    </div>
  )
}

function WhoWouldMove({ proposal: { files } }: { proposal: WireProposal }): ReactNode {
  const { search, change } = useAddress()
  const plan = useJob({ route: 'plan', id: search.plan ?? '', keep: id => change({ plan: id }) })
  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="default"
          loading={plan.isRunning}
          onClick={() => plan.start({ files: files.map(file => ({ ...file })), examples: 5 })}
        >
          Who would enter and leave
        </Button>
      </Group>
      <JobProgress title="Looking who would move" job={plan} />
      {plan.result !== undefined && <PlannedChange plan={plan.result} />}
    </Stack>
  )
}

function Decision({ proposal: { id, decides, author } }: { proposal: WireProposal }): ReactNode {
  const [note, setNote] = useState('')
  const may = useMay()
  const session = useQuery(queries.session()).data
  const isOwn = session?.user?.email === author
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries()
  const accept = useMutation({ mutationFn: () => client.acceptProposal({ id }), onSuccess })
  const refuse = useMutation({
    mutationFn: () => client.refuseProposal({ id, ...(note.trim() !== '' && { note: note.trim() }) }),
    onSuccess,
  })
  const failed = accept.error ?? refuse.error
  const errors = accept.data?.problems.filter(({ severity }) => severity === 'error') ?? []
  if (!decides && !isOwn) return <Text size="sm">The owner, or an admin, decides.</Text>
  return (
    <Stack gap="xs">
      <TextInput
        label="A word to the author, if it is refused"
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
      <Group>
        {decides && may('definitions:write') && (
          <Button onClick={() => accept.mutate()} loading={accept.isPending}>
            Accept, and change it
          </Button>
        )}
        <Button variant="default" onClick={() => refuse.mutate()} loading={refuse.isPending}>
          {isOwn ? 'Take it back' : 'Refuse'}
        </Button>
      </Group>
      {failed !== null && <Problem error={failed} />}
      {errors.map(({ says, remedy }) => (
        <Alert key={says} color="red" title={says}>
          {remedy}
        </Alert>
      ))}
    </Stack>
  )
}
