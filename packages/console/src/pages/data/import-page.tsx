import type { AnswerOf, Contract } from '@kindred/api'
import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { Page, Section } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Progress } from '../../ui/progress.tsx'
import { DropFile } from './drop-file.tsx'
import { ImportReport } from './import-report.tsx'

type Kind = 'customers' | 'events'
type Report = AnswerOf<Contract['import']>

interface Asked {
  readonly file: File
  readonly kind: Kind
  readonly customer: string
  readonly event: string
  readonly at: string
  /** As edited; empty: it is drafted. */
  readonly mapping: string
  readonly isDry: boolean
}

/** A file by dropping it: first what would be read, then the mapping in one's own hands, then in. */
export function ImportPage(): ReactNode {
  const [file, setFile] = useState<File>()
  const [kind, setKind] = useState<Kind>('customers')
  const [names, setNames] = useState({ customer: '', event: '', at: '' })
  const [mapping, setMapping] = useState('')
  const [rows, setRows] = useState<{ done: number; of: number }>()
  const cache = useQueryClient()
  const run = useMutation({
    mutationFn: (asked: Asked) => importFile(asked, setRows),
    onSuccess: async (report, { isDry }) => {
      setMapping(report.mapping)
      if (!isDry) await cache.invalidateQueries()
    },
  })
  const choose = (next: File) => {
    setFile(next)
    setMapping('')
    run.reset()
  }
  const begin = (isDry: boolean) => file && run.mutate({ file, kind, ...names, mapping, isDry })
  const name = (key: keyof typeof names, label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      value={names[key]}
      onChange={event => {
        setNames({ ...names, [key]: event.currentTarget.value })
        setMapping('')
      }}
    />
  )
  const isDone = run.data !== undefined && run.variables?.isDry === false
  return (
    <Page
      title="Import a file"
      lead="CSV, TSV, JSON Lines, Parquet or Excel, compressed or not. A try first; nothing is stored by it."
    >
      <DropFile file={file} choose={choose} />
      {file !== undefined && (
        <Stack>
          <Group align="flex-end">
            <SegmentedControl
              value={kind}
              onChange={next => {
                setKind(next === 'events' ? 'events' : 'customers')
                setMapping('')
              }}
              data={[
                { value: 'customers', label: 'Customers' },
                { value: 'events', label: 'What they did' },
              ]}
              aria-label="What is in the file"
            />
            {name('customer', 'Column of the id', 'Whose row it is')}
            {kind === 'events' && name('event', 'Event', 'What all rows are, or its column')}
            {kind === 'events' && name('at', 'Column of the instant', 'When it happened')}
          </Group>
          <Group>
            <Button
              variant="default"
              onClick={() => begin(true)}
              loading={run.isPending && run.variables.isDry}
            >
              Try it
            </Button>
            <Button
              disabled={run.data === undefined || isDone || hasErrors(run.data)}
              onClick={() => begin(false)}
              loading={run.isPending && !run.variables.isDry}
            >
              Import
            </Button>
            {run.data === undefined && <Text size="sm">Try it first: then it can be imported.</Text>}
          </Group>
        </Stack>
      )}
      {run.isPending && <Progress line={rows && { step: 'reading', ...rows }} says="reading the file" />}
      {run.isError && <Problem error={run.error} />}
      {run.data !== undefined && <ImportReport report={run.data} />}
      {mapping !== '' && !isDone && (
        <Section title="How it is read">
          <Textarea
            label="Mapping"
            description="Drafted from the file. Change it and try again; keep it for the next file of the kind."
            value={mapping}
            onChange={event => setMapping(event.currentTarget.value)}
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

function hasErrors({ problems }: Report): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

async function importFile(
  { file, kind, customer, event, at, mapping, isDry }: Asked,
  told: (rows: { done: number; of: number }) => void,
): Promise<Report> {
  const { upload } = await client.upload({ name: file.name }, { content: file.stream() })
  const named = {
    ...(customer !== '' && { customer }),
    ...(kind === 'events' && event !== '' && { event }),
    ...(kind === 'events' && at !== '' && { at }),
  }
  const how = mapping === '' ? named : { mapping, mapping_name: `${file.name}.map.yaml` }
  return client.import(
    { kind, upload, declare: true, dry_run: isDry, ...how },
    { progress: ({ bytes, size }) => told({ done: bytes, of: size }) },
  )
}
