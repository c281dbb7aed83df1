import type { WireSegment } from '@kindred/api'
import { Alert, Paper, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { namedColumns } from '../../data/named-columns.ts'
import { queries } from '../../data/queries.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { useMay } from '../../data/use-may.ts'
import { Change } from '../../ui/change.tsx'
import { Empty } from '../../ui/empty.tsx'
import { English } from '../../ui/english.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { counted, formatNumber, formatShare, formatValue } from '../../ui/format.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { State } from '../../ui/state.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { Dependants } from './dependants.tsx'
import { Lookalikes } from './lookalikes.tsx'
import { Members } from './members.tsx'
import { SegmentHistory } from './segment-history.tsx'
import { SegmentVersions } from './segment-versions.tsx'

/** One segment: what it says, how large it is and was, who is in it. */
export function SegmentPage(): ReactNode {
  const id: string = useParams({ strict: false }).id ?? ''
  const query = useQuery(queries.segments())
  return (
    <Loaded query={query}>
      {({ segments }) => {
        const segment = segments.find(each => each.id === id)
        return segment === undefined ? <Unknown id={id} /> : <Known segment={segment} />
      }}
    </Loaded>
  )
}

function Unknown({ id }: { id: string }): ReactNode {
  return (
    <Page title="Segments">
      <Empty says={`There is no segment “${id}”.`}>
        <Link to="/segments">All segments</Link>
      </Empty>
    </Page>
  )
}

function Known({ segment }: { segment: WireSegment }): ReactNode {
  const { search, change } = useAddress()
  const may = useMay()
  const edit = (
    <LinkButton to="/segments/$id/edit" params={{ id: segment.id }} variant="default">
      Edit
    </LinkButton>
  )
  return (
    <Page title={segment.name} lead={leadOf(segment)} actions={edit}>
      {segment.failure !== undefined && (
        <Alert color="red" title={segment.failure.says}>
          {segment.failure.remedy}
        </Alert>
      )}
      <Proposed id={segment.id} />
      <Standing segment={segment} />
      <Tabs
        keepMounted={false}
        value={search.tab ?? 'about'}
        onChange={tab => change({ tab: tab === 'about' ? '' : (tab ?? '') }, 'push')}
      >
        <Tabs.List>
          <Tabs.Tab value="about">About</Tabs.Tab>
          <Tabs.Tab value="members">Members</Tabs.Tab>
          {may('models:train') && <Tabs.Tab value="alike">Who is alike</Tabs.Tab>}
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="about" pt="md">
          <About segment={segment} />
        </Tabs.Panel>
        <Tabs.Panel value="members" pt="md">
          <SegmentMembers segment={segment} />
        </Tabs.Panel>
        <Tabs.Panel value="alike" pt="md">
          <Lookalikes id={segment.id} size={segment.size ?? 0} />
        </Tabs.Panel>
        <Tabs.Panel value="versions" pt="md">
          <SegmentVersions id={segment.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

/** With what its condition asks of them: why each is in it shows at once. */
function SegmentMembers({ segment: { id, when } }: { segment: WireSegment }): ReactNode {
  const query = useQuery(queries.definitions())
  return (
    <Loaded query={query}>
      {({ definitions }) => (
        <Members group={{ segment: id }} usual={namedColumns(when, readDefinitions(definitions))} />
      )}
    </Loaded>
  )
}

/** Changes of it that wait for a decision. */
function Proposed({ id }: { id: string }): ReactNode {
  const found = useQuery(queries.proposals()).data?.proposals ?? []
  const about = found.filter(({ definitions }) => definitions.some(({ definition }) => definition.id === id))
  if (about.length === 0) return null
  return (
    <Alert title={`${counted(about.length, 'change')} of it proposed`}>
      <LinkAnchor to="/proposals" size="sm">
        See what, by whom and why
      </LinkAnchor>
    </Alert>
  )
}

function leadOf({ owner, purpose, description }: WireSegment): string {
  const parts = [
    description,
    purpose && `To ${purpose}.`,
    owner === undefined ? 'Nobody owns it.' : `Owned by ${owner}.`,
  ]
  return parts.filter(part => part !== undefined && part !== '').join(' ')
}

function Standing({ segment }: { segment: WireSegment }): ReactNode {
  const units = useUnits()
  const { size, share_of_customers, value, share_of_value, change = 0, entered = 0, left = 0 } = segment
  if (size === undefined)
    return (
      <Empty says="Not evaluated yet.">
        <Link to="/jobs">Refresh</Link> to see who is in it.
      </Empty>
    )
  return (
    <FigureCards
      figures={[
        { label: 'Customers', value: formatNumber(size), note: `${formatShare(share_of_customers)} of all` },
        {
          label: 'Their value',
          value: value === undefined ? '–' : formatValue(value, units),
          note: `${formatShare(share_of_value)} of all value`,
        },
        {
          label: 'At the last refresh',
          value: <Change value={change} />,
          note: `${formatNumber(entered)} came, ${formatNumber(left)} left`,
        },
        { label: 'Age', value: <State of={segment} />, note: 'since it was evaluated' },
      ]}
    />
  )
}

function About({ segment }: { segment: WireSegment }): ReactNode {
  return (
    <Stack gap="lg">
      <Section title="Who is in it">
        <Paper withBorder p="md">
          <Stack gap="xs">
            {segment.english !== undefined && (
              <Text>
                <English text={segment.english} />
              </Text>
            )}
            <Text component="code" className="expression" c="dimmed">
              {segment.when}
            </Text>
          </Stack>
        </Paper>
      </Section>
      <SegmentHistory id={segment.id} />
      <Dependants id={segment.id} />
    </Stack>
  )
}
