import { SimpleGrid } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'

interface Declared {
  readonly name: string
  readonly type: string
  readonly source: string
}
interface DeclaredEvent {
  readonly name: string
  readonly properties: string
  readonly count: number
}

const attributeColumns: readonly Column<Declared>[] = [
  { id: 'name', label: 'Attribute', value: ({ name }) => name },
  { id: 'type', label: 'Type', value: ({ type }) => type },
  { id: 'source', label: 'Declared by', value: ({ source }) => source },
]
const eventColumns: readonly Column<DeclaredEvent>[] = [
  { id: 'name', label: 'Event', value: ({ name }) => name },
  { id: 'properties', label: 'Properties', value: ({ properties }) => properties },
  { id: 'count', label: 'Stored', numeric: true, value: e => e.count, cell: e => formatNumber(e.count) },
]

/** What can be known of a customer, and what customers can do. */
export function StoredData(): ReactNode {
  const query = useQuery(queries.definitions())
  const counts = useQuery(queries.workspace()).data?.per_event ?? []
  const countOf = (name: string) => counts.find(({ event }) => event === name)?.events ?? 0
  return (
    <Loaded query={query}>
      {({ definitions }) => {
        const { attributes, events } = readDefinitions(definitions)
        return (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Section title="Attributes">
              <DataTable
                label="Attributes"
                noun="attribute"
                name="attributes"
                columns={attributeColumns}
                rows={Object.entries(attributes).map(([name, { type, source = '' }]) => ({
                  name,
                  type,
                  source,
                }))}
                keyOf={({ name }) => name}
                empty={<Empty says="No attribute is declared." />}
              />
            </Section>
            <Section title="Events">
              <DataTable
                label="Events"
                noun="event"
                name="events"
                columns={eventColumns}
                rows={Object.entries(events).map(([name, { properties }]) => ({
                  name,
                  count: countOf(name),
                  properties: Object.entries(properties)
                    .map(([property, { type }]) => `${property} (${type})`)
                    .join(', '),
                }))}
                keyOf={({ name }) => name}
                empty={<Empty says="No event is declared." />}
              />
            </Section>
          </SimpleGrid>
        )
      }}
    </Loaded>
  )
}
