import { Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { formatAge } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'

/** How old everything is that is shown here. */
export function Ages(): ReactNode {
  const workspace = useQuery(queries.workspace())
  const imports = useQuery(queries.imports()).data
  const live = useQuery(queries.health()).data?.live
  return (
    <Section title="How old this is">
      <Paper withBorder p="sm">
        <Loaded query={workspace}>
          {({ refresh, definitions, last_event_at }) => (
            <dl className="facts">
              <Fact label="Last refresh" at={refresh?.published_at ?? undefined} />
              <Fact label="Definitions" at={definitions?.at} note={versionNote(definitions)} />
              <Fact label="Last event" at={last_event_at ?? undefined} />
              <Fact label="Last import" at={imports?.imports[0]?.finished_at} />
              <dt>Live</dt>
              <dd>{liveWords(live)}</dd>
            </dl>
          )}
        </Loaded>
      </Paper>
    </Section>
  )
}

function Fact({ label, at, note }: { label: string; at: string | undefined; note?: string }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {at === undefined ? 'none yet' : agoOf(at)}
        {note}
      </dd>
    </>
  )
}

function agoOf(at: string): string {
  const seconds = (Date.now() - Date.parse(at)) / 1000
  return seconds < 0 ? 'in what is yet to come' : `${formatAge(seconds)} ago`
}

function versionNote(definitions: { version: number; author: string } | null): string {
  return definitions === null ? '' : `, version ${definitions.version} by ${definitions.author}`
}

type Live = { filling?: unknown; outbox: { depth: number } } | null | undefined

function liveWords(live: Live): string {
  if (live === undefined || live === null) return 'not running: answers are those of the last refresh'
  if (live.filling !== undefined) return 'being filled'
  return live.outbox.depth === 0 ? 'current to the second' : `current; ${live.outbox.depth} to be stored`
}
