import type { WireJob } from '@kindred/api'
import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatAge, formatInstant } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useUnits } from '../../ui/use-units.ts'

/** How often the list is looked at while something runs. */
const EVERY = 2_000

const words: Readonly<Record<string, string>> = {
  discover: 'finding groups',
  import: 'importing a file',
  lookalikes: 'who is alike',
  parity: 'comparing live with batch',
  plan: 'who would move',
  promoteModel: 'promoting a model',
  publishDiscovery: 'publishing groups',
  refresh: 'refresh',
  trainModel: 'training',
}
const colours = { running: 'blue', done: 'gray', failed: 'red', stopped: 'yellow' } as const

function columnsOf(timezone: string): readonly Column<WireJob>[] {
  return [
    { id: 'what', label: 'What', value: nameOf, cell: job => <JobLink job={job} /> },
    {
      id: 'state',
      label: 'State',
      value: ({ state }) => state,
      cell: ({ state, failure }) => (
        <Badge variant="light" color={colours[state]} tt="none" title={failure?.says}>
          {state}
        </Badge>
      ),
    },
    { id: 'step', label: 'At', value: job => stepOf(job) },
    { id: 'by', label: 'By', value: ({ by }) => by },
    {
      id: 'started',
      label: 'Begun',
      value: ({ started_at }) => started_at,
      cell: ({ started_at }) => formatInstant(started_at, timezone),
    },
    {
      id: 'took',
      label: 'Took',
      numeric: true,
      value: secondsOf,
      cell: job => formatAge(secondsOf(job)),
    },
  ]
}

function nameOf({ route, about }: WireJob): string {
  const name = words[route] ?? route.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  const of = about.map(each => each.slice(each.indexOf(':') + 1)).join(', ')
  return of === '' ? name : `${name}: ${of}`
}

function stepOf({ state, progress = {}, failure }: WireJob): string | null {
  if (state === 'failed') return failure?.says ?? null
  if (state !== 'running') return null
  const { step, done, of } = progress
  const share = Number(of) > 0 ? `, ${Math.floor((100 * Number(done)) / Number(of))} %` : ''
  return `${String(step ?? 'starting').replaceAll('_', ' ')}${share}`
}

function secondsOf({ started_at, ended_at }: WireJob): number {
  return (Date.parse(ended_at ?? new Date().toISOString()) - Date.parse(started_at)) / 1000
}

/** To the page that began it, which finds it again. */
function JobLink({ job }: { job: WireJob }): ReactNode {
  const name = nameOf(job)
  if (job.state === 'failed') return name
  const { id, route, about } = job
  const model = about.find(each => each.startsWith('model:'))?.slice('model:'.length)
  if (route === 'discover')
    return (
      <LinkAnchor to="/discover/new" search={{ job: id }}>
        {name}
      </LinkAnchor>
    )
  if (route === 'import')
    return (
      <LinkAnchor to="/data/import" search={{ job: id }}>
        {name}
      </LinkAnchor>
    )
  if (route === 'trainModel' && model !== undefined)
    return (
      <LinkAnchor to="/models/$id" params={{ id: model }} search={{ train: id }}>
        {name}
      </LinkAnchor>
    )
  return name
}

/** Long work that runs on this server, and that ran since it was started. */
export function LongWork(): ReactNode {
  const { timezone } = useUnits()
  const query = useQuery({
    ...queries.jobs(),
    refetchInterval: ({ state: { data } }) =>
      data?.jobs.some(({ state }) => state === 'running') ? EVERY : false,
  })
  return (
    <Loaded query={query}>
      {({ jobs }) => (
        <>
          <DataTable
            label="Long work"
            noun="job"
            name="work"
            pageSize={20}
            columns={columnsOf(timezone)}
            rows={jobs}
            keyOf={({ id }) => id}
            sorted="-started"
            empty={<Empty says="Nothing runs, and nothing has run since the server was started." />}
          />
          {jobs.length > 0 && (
            <Text size="sm" c="dimmed">
              Since the server was started, for a day.
            </Text>
          )}
        </>
      )}
    </Loaded>
  )
}
