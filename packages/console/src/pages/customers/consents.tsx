import type { AnswerOf, Contract } from '@kindred/api'
import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/use-may.ts'
import { formatDay } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useUnits } from '../../ui/use-units.ts'

type Consent = AnswerOf<Contract['consents']>['consents'][number]

/** What she has consented to, by channel and purpose, and what was said before; noted from here too. */
export function Consents({ id }: { id: string }): ReactNode {
  const query = useQuery(
    queryOptions({
      queryKey: ['customer', id, 'consents'],
      queryFn: ({ signal }) => client.consents({ id }, { signal }),
    }),
  )
  return (
    <Section title="Consent">
      <Loaded query={query} lines={2}>
        {({ consents }) => (
          <Stack gap="xs">
            {consents.length === 0 && (
              <Text size="sm" c="dimmed">
                No attribute of the workspace holds a consent.
              </Text>
            )}
            {consents.map(consent => (
              <OneConsent key={consent.attribute} id={id} consent={consent} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}

function OneConsent({ id, consent }: { id: string; consent: Consent }): ReactNode {
  const { timezone } = useUnits()
  const may = useMay()
  const { channel, purpose, given, masked, history } = consent
  const before = history.slice(0, -1).toReversed()
  const since = history.at(-1)?.since
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {channel}
          {purpose === undefined ? '' : `, for ${purpose}`}
        </Text>
        <Standing given={given} masked={masked === true} />
      </Group>
      <Text size="xs" c="dimmed">
        {since == null ? 'as long as she is known' : `since ${formatDay(since, timezone)}`}
        {before.map(each => `; before, ${wordOf(each.given)}${dayOf(each.since, timezone)}`)}
      </Text>
      {masked !== true && may('consents:write') && <Noting id={id} consent={consent} />}
    </Paper>
  )
}

function wordOf(given: boolean | null): string {
  if (given === null) return 'not known'
  return given ? 'given' : 'not given'
}

function dayOf(since: string | null, timezone: string): string {
  return since === null ? '' : ` since ${formatDay(since, timezone)}`
}

function Standing({ given, masked }: { given: boolean | null; masked: boolean }): ReactNode {
  if (masked) return <Badge color="gray">masked</Badge>
  return (
    <Badge variant="default" tt="none" className={given === null ? '' : given ? 'rise' : 'fall'}>
      {wordOf(given)}
    </Badge>
  )
}

function Noting({ id, consent: { channel, purpose, given } }: { id: string; consent: Consent }): ReactNode {
  const cache = useQueryClient()
  const note = useMutation({
    mutationFn: (next: boolean) =>
      client.recordConsent({ id, channel, given: next, ...(purpose !== undefined && { purpose }) }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['customer', id] }),
  })
  const what = purpose === undefined ? channel : `${channel}, ${purpose}`
  return (
    <Stack gap="xs" mt="xs">
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          disabled={given === true}
          loading={note.isPending}
          aria-label={`She consents: ${what}`}
          onClick={() => note.mutate(true)}
        >
          She consents
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={given === false}
          loading={note.isPending}
          aria-label={`She does not: ${what}`}
          onClick={() => note.mutate(false)}
        >
          She does not
        </Button>
      </Group>
      {note.isError && <Problem error={note.error} />}
    </Stack>
  )
}
