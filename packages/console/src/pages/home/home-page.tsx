import { Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import { Empty } from '../../ui/empty.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { counted, formatInstant, formatNumber, formatValue } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { Ages } from './ages.tsx'
import { attentionTo } from './attention.ts'
import { Movement } from './movement.tsx'
import { WeekOfClasses } from './week-of-classes.tsx'

/** For who may see one customer at a time, the screen for a call; for everybody else the base at a glance. */
export function HomePage(): ReactNode {
  const session = useQuery(queries.session()).data
  const may = useMay()
  if (session?.user != null && !may('segments:read') && may('customers:read'))
    return <Navigate to="/agent" replace />
  return <Base />
}

/** How large, worth what, what moved, what needs somebody. */
function Base(): ReactNode {
  const workspace = useQuery(queries.workspace())
  const segments = useQuery(queries.segments())
  const units = useUnits()
  return (
    <Page title="Home" lead={workspace.data?.workspace}>
      <Loaded query={workspace}>
        {({ customers, events, refresh, last_event_at }) =>
          customers === 0 ? (
            <Empty says="Nobody is here yet.">
              <LinkAnchor to="/data">Import customers or events</LinkAnchor> from a file: a dry run shows
              first what would be read.
            </Empty>
          ) : (
            <FigureCards
              figures={[
                { label: 'Customers', value: formatNumber(customers) },
                {
                  label: 'Their value',
                  value: refresh?.value === undefined ? '–' : formatValue(refresh.value, units),
                  note: 'what definitions call value, summed',
                },
                {
                  label: 'Events',
                  value: formatNumber(events),
                  note: lastEvent(last_event_at, units.timezone),
                },
                {
                  label: 'Evaluated as of',
                  value: refresh === null ? 'never' : formatInstant(refresh.as_of, units.timezone),
                  note: refresh === null ? 'refresh to see who is in which segment' : `refresh ${refresh.id}`,
                },
              ]}
            />
          )
        }
      </Loaded>
      <Loaded query={segments}>
        {listed => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Movement segments={listed.segments} />
            <Stack gap="lg">
              <NeedsAttention segments={listed} />
              <Ages />
            </Stack>
          </SimpleGrid>
        )}
      </Loaded>
      <WeekOfClasses />
    </Page>
  )
}

function lastEvent(at: string | null, timezone: string): string {
  return at === null ? 'none yet' : `the last on ${formatInstant(at, timezone)}`
}

function NeedsAttention({
  segments,
}: {
  segments: Parameters<typeof attentionTo>[0]['segments']
}): ReactNode {
  const health = useQuery(queries.health()).data
  const imports = useQuery(queries.imports()).data
  const models = useQuery(queries.models()).data
  const proposals = useQuery(queries.proposals()).data
  const found = attentionTo({ segments, health, imports, models, proposals })
  return (
    <Section title="Needs attention">
      {found.length === 0 && (
        <Paper withBorder p="sm">
          <Text size="sm">
            Nothing: {counted(segments.segments.length, 'segment')}, all evaluated and owned.
          </Text>
        </Paper>
      )}
      {found.map(({ says, remedy, to, search = {} }) => (
        <Paper key={says} withBorder p="sm">
          <LinkAnchor to={to} search={search} fw={600} size="sm">
            {says}
          </LinkAnchor>
          <Text size="sm" c="dimmed">
            {remedy}
          </Text>
        </Paper>
      ))}
    </Section>
  )
}
