import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { useJob } from '../../data/use-job.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Progress } from '../../ui/progress.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { DropFile } from './drop-file.tsx'
import { type Asked, askedBy, questionOf } from './import-question.ts'
import { hasErrors, ImportReport } from './import-report.tsx'

/**
 * A file by dropping it: first what would be read, then the mapping in one's own hands, then in. The file is sent once;
 * what it was sent as, and what is said of it, stand in the address, which finds all of it again.
 */
export function ImportPage(): ReactNode {
  const { search, change } = useAddress()
  const asked = askedBy(search)
  // As edited; until then it is the one that was drafted.
  const [edited, setEdited] = useState<string>()
  const cache = useQueryClient()
  const run = useJob({
    route: 'import',
    id: search.job ?? '',
    keep: job => change({ job }),
    done: ({ dry_run }) => void (dry_run || cache.invalidateQueries()),
  })
  const send = useMutation({
    mutationFn: (file: File) => client.upload({ name: file.name }, { content: file.stream() }),
    onSuccess: ({ upload, name }) => change({ upload, file: name, job: '' }),
  })
  const say = (part: Partial<Asked>) => {
    setEdited(undefined)
    change({ ...part, job: '' })
  }
  const begin = (isDry: boolean) => run.start(questionOf(asked, edited ?? mappingToUse(isDry), isDry))
  // What was tried is what is imported, word for word.
  const mappingToUse = (isDry: boolean) => (isDry ? undefined : run.result?.mapping)
  const isIn = run.result?.dry_run === false
  const mapping = edited ?? run.result?.mapping ?? ''
  return (
    <Page
      title="Import a file"
      lead="CSV, TSV, JSON Lines, Parquet or Excel, compressed or not. A try first; nothing is stored by it."
    >
      <DropFile
        name={send.variables?.name ?? asked.file}
        choose={file => {
          setEdited(undefined)
          send.mutate(file)
        }}
      />
      {send.isPending && <Progress line={undefined} says="sending the file" />}
      {send.isError && <Problem error={send.error} />}
      {asked.upload !== '' && !send.isPending && (
        <Stack>
          <WhatItIs asked={asked} say={say} />
          <Group>
            <Button variant="default" onClick={() => begin(true)} loading={run.isRunning}>
              Try it
            </Button>
            <Button
              disabled={run.result === undefined || isIn || hasErrors(run.result) || edited !== undefined}
              onClick={() => begin(false)}
            >
              Import
            </Button>
            {run.result === undefined && <Text size="sm">Try it first: then it can be imported.</Text>}
            {edited !== undefined && <Text size="sm">The mapping is another now: try it again.</Text>}
          </Group>
        </Stack>
      )}
      <JobProgress title="Reading the file" job={run} says="reading the file" />
      {run.result !== undefined && <ImportReport report={run.result} />}
      {mapping !== '' && !isIn && (
        <Section title="How it is read">
          <Textarea
            label="Mapping"
            description="Drafted from the file. Change it and try again; keep it for the next file of the kind."
            value={mapping}
            onChange={event => setEdited(event.currentTarget.value)}
            autosize
            minRows={6}
            maxRows={24}
            spellCheck={false}
            classNames={{ input: 'expression' }}
          />
        </Section>
      )}
    </Page>
  )
}

interface WhatItIsProps {
  readonly asked: Asked
  readonly say: (part: Partial<Asked>) => void
}

/** What is in the file, and which of its columns say whose it is. */
function WhatItIs({ asked, say }: WhatItIsProps): ReactNode {
  const name = (key: 'customer' | 'event' | 'at', label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      value={asked[key]}
      onChange={event => say({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <Group align="flex-end">
      <SegmentedControl
        value={asked.kind}
        onChange={next => say({ kind: next === 'events' ? 'events' : 'customers' })}
        data={[
          { value: 'customers', label: 'Customers' },
          { value: 'events', label: 'What they did' },
        ]}
        aria-label="What is in the file"
      />
      {name('customer', 'Column of the id', 'Whose row it is')}
      {asked.kind === 'events' && name('event', 'Event', 'What all rows are, or its column')}
      {asked.kind === 'events' && name('at', 'Column of the instant', 'When it happened')}
    </Group>
  )
}
