import { Badge, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { English } from '../../ui/english.tsx'
import { formatInstant } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { Values } from './customer-page.tsx'
import { customerQueries } from './customer-query.ts'
import { NearMisses } from './near-misses.tsx'
import { Scores } from './scores.tsx'

/** How often an open screen looks again. */
const EVERY = 5_000

/** The narrow screen for a call: who is this, which segments, why. */
export function AgentPage(): ReactNode {
  const id: string | undefined = useParams({ strict: false }).id
  return (
    <Stack maw="30rem" mx="auto">
      <Asking id={id ?? ''} />
      {id === undefined ? (
        <Page title="Agent screen">
          <Empty says="Who is on the phone?">Type the id and press Enter.</Empty>
        </Page>
      ) : (
        <Caller id={id} />
      )}
    </Stack>
  )
}

function Asking({ id }: { id: string }): ReactNode {
  const navigate = useNavigate()
  const [text, setText] = useState(id)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (text.trim() !== '') void navigate({ to: '/agent/$id', params: { id: text.trim() } })
      }}
    >
      <TextInput
        label="Customer"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        autoFocus={id === ''}
      />
    </form>
  )
}

function Caller({ id }: { id: string }): ReactNode {
  const query = useQuery({ ...customerQueries.view(id, 5), refetchInterval: EVERY })
  const { timezone } = useUnits()
  const whole = (
    <Link to="/customers/$id" params={{ id }}>
      Everything about this customer
    </Link>
  )
  return (
    <Page title={id} lead={whole}>
      <Loaded query={query}>
        {({ segments, segmentations, attributes, last_events }) => (
          <Stack gap="lg">
            <Group gap={6}>
              {segmentations.map(each => (
                <Badge key={each.id} variant="light" tt="none">
                  {each.name}: {each.class}
                </Badge>
              ))}
            </Group>
            <Section title="Segments, and why">
              {segments.length === 0 && <Text size="sm">None.</Text>}
              {segments.map(segment => (
                <Paper key={segment.id} withBorder p="xs">
                  <Text fw={600} size="sm">
                    {segment.name}
                  </Text>
                  <Text size="sm">
                    <English text={segment.in_words} />
                  </Text>
                </Paper>
              ))}
            </Section>
            <Scores id={id} />
            <Section title="Did last">
              <Paper withBorder p="xs">
                {last_events.map(({ id: event, event: name, at }) => (
                  <Text key={event} size="sm">
                    {name.replaceAll('_', ' ')}, {formatInstant(at, timezone)}
                  </Text>
                ))}
              </Paper>
            </Section>
            <Values title="Known" values={attributes} />
            <NearMisses id={id} most={3} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
