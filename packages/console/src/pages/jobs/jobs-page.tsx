import type { RefreshSummary } from '@kindred/api'
import { Alert, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant, formatNumber, formatValue, type Units } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { LongWork } from './long-work.tsx'
import { Refreshing } from './refreshing.tsx'

function columnsOf(units: Units): readonly Column<RefreshSummary>[] {
  return [
    { id: 'id', label: 'Refresh', numeric: true, value: ({ id }) => id },
    {
      id: 'as_of',
      label: 'As of',
      value: ({ as_of }) => as_of,
      cell: ({ as_of }) => formatInstant(as_of, units.timezone),
    },
    { id: 'state', label: 'State', value: ({ state }) => state },
    {
      id: 'customers',
      label: 'Customers',
      numeric: true,
      value: e => e.customers,
      cell: e => formatNumber(e.customers),
    },
    {
      id: 'value',
      label: 'Value',
      numeric: true,
      value: ({ value }) => (value === undefined ? null : Number(value.value)),
      cell: ({ value }) => (value === undefined ? '–' : formatValue(value, units)),
    },
    {
      id: 'version',
      label: 'Definitions',
      numeric: true,
      value: ({ definitions_version }) => definitions_version,
    },
    {
      id: 'took',
      label: 'Took',
      numeric: true,
      value: refresh => secondsOf(refresh),
      cell: refresh => `${formatNumber(secondsOf(refresh) ?? 0)} s`,
    },
  ]
}

function secondsOf({ started_at, published_at }: RefreshSummary): number | null {
  return published_at === null ? null : (Date.parse(published_at) - Date.parse(started_at)) / 1000
}

/** What runs and ran: refreshes, and the state of the stores. */
export function JobsPage(): ReactNode {
  const refreshes = useQuery(queries.refreshes())
  const units = useUnits()
  return (
    <Page title="Jobs" lead="A refresh evaluates every definition at one instant.">
      <Refreshing />
      <Section title="Long work">
        <LongWork />
      </Section>
      <Section title="Refreshes">
        <Loaded query={refreshes}>
          {({ refreshes: listed }) => (
            <DataTable
              label="Refreshes"
              noun="refresh"
              columns={columnsOf(units)}
              rows={listed}
              keyOf={({ id }) => String(id)}
              sorted="-as_of"
              empty={
                <Empty says="Nothing has been refreshed.">“Refresh now” evaluates every definition.</Empty>
              }
            />
          )}
        </Loaded>
      </Section>
      <Stores />
    </Page>
  )
}

interface StoreRow {
  readonly store: string
  readonly kind: string
  readonly node: string
  readonly state: string
  readonly version: string
}

const storeColumns: readonly Column<StoreRow>[] = [
  { id: 'store', label: 'Store', value: ({ store }) => store },
  { id: 'kind', label: 'Kind', value: ({ kind }) => kind },
  { id: 'node', label: 'Node', value: ({ node }) => node },
  { id: 'state', label: 'State', value: ({ state }) => state },
  { id: 'version', label: 'Version', value: ({ version }) => version },
]

function Stores(): ReactNode {
  const health = useQuery(queries.health())
  return (
    <Section title="Stores">
      <Loaded query={health}>
        {({ stores, version, problems }) => (
          <Stack gap="xs">
            {problems.map(({ says, remedy }) => (
              <Alert key={says} color="red" title={says}>
                {remedy}
              </Alert>
            ))}
            <DataTable
              label="Stores"
              noun="store"
              name="stores"
              columns={storeColumns}
              rows={stores.map(({ store, kind, node, reachable, engine_version = '', problem }) => ({
                ...{ store, kind, node, version: engine_version },
                state: reachable ? 'answers' : (problem?.says ?? 'does not answer'),
              }))}
              keyOf={({ store, node }) => `${store} ${node}`}
              empty={null}
            />
            <Text size="sm" c="dimmed">
              Kindred {version}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}
