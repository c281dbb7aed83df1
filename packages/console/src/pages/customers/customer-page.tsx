import type { AnswerOf, Contract, NamedValue } from '@kindred/api'
import { Alert, Badge, Button, Paper, SimpleGrid, Stack, Text, Timeline } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { English } from '../../ui/english.tsx'
import { counted, formatDay, formatInstant, formatValue } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { Consents } from './consents.tsx'
import { customerQueries } from './customer-query.ts'
import { NearMisses } from './near-misses.tsx'
import { Privacy } from './privacy.tsx'
import { Scores } from './scores.tsx'

type View = AnswerOf<Contract['customer']>

/** One customer: who it is, in which segments and why, what nearly holds, what was done. */
export function CustomerPage(): ReactNode {
  const id: string = useParams({ strict: false }).id ?? ''
  const { search } = useAddress()
  const query = useQuery(customerQueries.view(id, search.events === 'all' ? 1000 : 20))
  const { timezone } = useUnits()
  const lead = query.data && (
    <>
      {query.data.live ? 'As of this moment' : `As of ${formatInstant(query.data.as_of, timezone)}`}
      {query.data.known_since !== null && `, known since ${formatDay(query.data.known_since, timezone)}`}
    </>
  )
  const agent = (
    <LinkButton to="/agent/$id" params={{ id }} variant="default">
      Agent screen
    </LinkButton>
  )
  return (
    <Page title={id} lead={lead} actions={agent}>
      <Loaded query={query} lines={8}>
        {view => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Stack gap="lg">
              <Belongings view={view} />
              <NearMisses id={id} />
              <Classes view={view} />
              <Consents id={id} />
              <Privacy id={id} />
            </Stack>
            <Stack gap="lg">
              <Scores id={id} />
              <Values title="Known" values={view.attributes} />
              <Values title="Features" values={view.features} />
              <Events view={view} />
            </Stack>
          </SimpleGrid>
        )}
      </Loaded>
    </Page>
  )
}

export function Belongings({ view }: { view: View }): ReactNode {
  return (
    <Section title="In these segments, and why">
      {view.failures.map(({ kind, id, says }) => (
        <Alert key={`${kind} ${id}`} color="red" title={`${kind} ${id} could not be evaluated`}>
          {says}
        </Alert>
      ))}
      {view.segments.length === 0 && <Empty says="In no segment." />}
      {view.segments.map(({ id, name, since, cause, in_words }) => (
        <Paper key={id} withBorder p="sm">
          <Text fw={600}>
            <Link to="/segments/$id" params={{ id }} className="quiet-link">
              {name}
            </Link>
          </Text>
          <Text size="sm">
            <English text={in_words} />
          </Text>
          <SinceWhen since={since} cause={cause} />
        </Paper>
      ))}
    </Section>
  )
}

const causes = {
  data: 'by what became known',
  clock: 'by the clock',
  definition: 'by the definition of then',
  merge: 'by joining two customers',
} as const

function SinceWhen({ since, cause }: Pick<View['segments'][number], 'since' | 'cause'>): ReactNode {
  const { timezone } = useUnits()
  if (since === null) return null
  return (
    <Text size="xs" c="dimmed">
      since {formatInstant(since, timezone)}
      {cause === null ? '' : `, ${causes[cause]}`}
    </Text>
  )
}

/** Of every segmentation she is in one class: all in one frame, for there can be many. */
function Classes({ view: { segmentations } }: { view: View }): ReactNode {
  if (segmentations.length === 0) return null
  return (
    <Section title="Her classes">
      <Paper withBorder p="sm">
        <Stack gap="sm">
          {segmentations.map(({ id, name, class: className, since, cause, in_words }) => (
            <div key={id}>
              <Text size="sm" fw={600} component="div">
                <Link to="/segmentations/$id" params={{ id }} className="quiet-link">
                  {name}
                </Link>
                : <Badge tt="none">{className}</Badge>
              </Text>
              <Text size="sm">
                <English text={in_words} />
              </Text>
              <SinceWhen since={since} cause={cause} />
            </div>
          ))}
        </Stack>
      </Paper>
    </Section>
  )
}

export function Values({ title, values }: { title: string; values: readonly NamedValue[] }): ReactNode {
  const units = useUnits()
  const known = values.filter(({ value }) => value !== null)
  return (
    <Section title={title}>
      <Paper withBorder p="sm">
        {known.length === 0 && <Text size="sm">Nothing yet.</Text>}
        <dl className="facts">
          {known.map(each => (
            <Fact key={each.name} label={each.label ?? each.name.replaceAll('_', ' ')}>
              {formatValue(each, units)}
            </Fact>
          ))}
        </dl>
      </Paper>
    </Section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Events({ view }: { view: View }): ReactNode {
  const units = useUnits()
  const { change } = useAddress()
  const rest = view.event_count - view.last_events.length
  return (
    <Section title={counted(view.event_count, 'event')}>
      <Paper withBorder p="sm">
        <Timeline bulletSize={14} lineWidth={2}>
          {view.last_events.map(({ id, event, at, properties }) => (
            <Timeline.Item key={id} title={event.replaceAll('_', ' ')}>
              <Text size="sm" c="dimmed">
                {formatInstant(at, units.timezone)}
              </Text>
              <Text size="sm">
                {properties.map(each => `${each.label ?? each.name}: ${formatValue(each, units)}`).join(', ')}
              </Text>
            </Timeline.Item>
          ))}
        </Timeline>
        {rest > 0 && (
          <Button size="xs" mt="sm" variant="default" onClick={() => change({ events: 'all' })}>
            {counted(rest, 'earlier event')}
          </Button>
        )}
      </Paper>
    </Section>
  )
}
