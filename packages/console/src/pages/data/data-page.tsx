import type { ImportRecord } from '@kindred/api'
import { Anchor, Badge, Stack, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { LiveMoves } from './live-moves.tsx'
import { Parity } from './parity.tsx'
import { StoredData } from './stored-data.tsx'

/** What is stored, what came in by file, what moves this moment, and whether live and batch agree. */
export function DataPage(): ReactNode {
  const { search, change } = useAddress()
  const add = <LinkButton to="/data/import">Import a file</LinkButton>
  return (
    <Page title="Data" actions={add}>
      <Tabs
        value={search.tab ?? 'imports'}
        onChange={tab => change({ tab: tab === 'imports' ? '' : (tab ?? '') }, 'push')}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="imports">Imports</Tabs.Tab>
          <Tabs.Tab value="live">Live</Tabs.Tab>
          <Tabs.Tab value="parity">Parity</Tabs.Tab>
          <Tabs.Tab value="schema">Schema</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="imports" pt="md">
          <Imports />
        </Tabs.Panel>
        <Tabs.Panel value="live" pt="md">
          <LiveMoves />
        </Tabs.Panel>
        <Tabs.Panel value="parity" pt="md">
          <Parity />
        </Tabs.Panel>
        <Tabs.Panel value="schema" pt="md">
          <StoredData />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

const colours = { staging: 'blue', publishing: 'blue', done: 'gray', failed: 'red' } as const

function importColumns(timezone: string): readonly Column<ImportRecord>[] {
  return [
    { id: 'file', label: 'File', value: ({ file }) => file },
    { id: 'kind', label: 'Of', value: ({ kind }) => kind },
    {
      id: 'state',
      label: 'State',
      value: ({ state }) => state,
      cell: ({ state, reason }) => (
        <Badge variant="light" color={colours[state]} tt="none" title={reason}>
          {state}
        </Badge>
      ),
    },
    numeric('rows', 'Rows', ({ rows = null }) => rows),
    numeric('imported', 'Imported', ({ imported = null }) => imported),
    numeric('duplicates', 'Known before', ({ duplicates = null }) => duplicates),
    {
      ...numeric('set_aside', 'Set aside', ({ set_aside = null }) => set_aside),
      cell: record => <SetAside record={record} />,
    },
    {
      id: 'at',
      label: 'Begun',
      value: ({ started_at }) => started_at,
      cell: ({ started_at }) => formatInstant(started_at, timezone),
    },
  ]
}

function numeric(
  id: string,
  label: string,
  value: (record: ImportRecord) => number | null,
): Column<ImportRecord> {
  const cell = (record: ImportRecord) => {
    const found = value(record)
    return found === null ? '–' : formatNumber(found)
  }
  return { id, label, numeric: true, value, cell }
}

function SetAside({ record: { id, set_aside = 0 } }: { record: ImportRecord }): ReactNode {
  if (set_aside === 0) return '0'
  return (
    <Anchor href={`/v1/imports/${encodeURIComponent(id)}/set-aside`} download size="sm">
      {formatNumber(set_aside)}, with reasons
    </Anchor>
  )
}

function Imports(): ReactNode {
  const query = useQuery(queries.imports())
  const { timezone } = useUnits()
  return (
    <Stack>
      <Loaded query={query}>
        {({ imports }) => (
          <DataTable
            label="Imports"
            noun="import"
            columns={importColumns(timezone)}
            rows={imports}
            keyOf={({ id }) => id}
            sorted="-at"
            empty={
              <Empty says="No file has been imported.">
                “Import a file” shows first what would be read, and changes nothing.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Stack>
  )
}
