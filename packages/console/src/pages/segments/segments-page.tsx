import type { WireSegment } from '@kindred/api'
import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { counted } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { SegmentOverlap } from './segment-overlap.tsx'
import { segmentColumns } from './segments-columns.tsx'

/** All segments, and how some of them overlap. */
export function SegmentsPage(): ReactNode {
  const { search, change } = useAddress()
  const may = useMay()
  const query = useQuery(queries.segments())
  const create = may('definitions:plan') && <LinkButton to="/segments/new">New segment</LinkButton>
  return (
    <Page title="Segments" lead="Groups with a rule: a customer is in, or out." actions={create}>
      <Loaded query={query} lines={8}>
        {({ segments, customers }) => (
          <Tabs
            keepMounted={false}
            value={search.tab ?? 'all'}
            onChange={tab => change({ tab: tab === 'all' ? '' : (tab ?? '') }, 'push')}
          >
            <Tabs.List>
              <Tabs.Tab value="all">All</Tabs.Tab>
              <Tabs.Tab value="overlap">Overlap</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="all" pt="md">
              <AllSegments segments={segments} customers={customers} />
            </Tabs.Panel>
            <Tabs.Panel value="overlap" pt="md">
              <SegmentOverlap segments={segments} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Loaded>
    </Page>
  )
}

interface AllSegmentsProps {
  readonly segments: readonly WireSegment[]
  readonly customers: number
}

function AllSegments({ segments, customers }: AllSegmentsProps): ReactNode {
  const units = useUnits()
  // The list does not wait for its small pictures.
  const trends = useQuery(queries.trends()).data
  return (
    <DataTable
      label="Segments"
      noun="segment"
      columns={segmentColumns(units, trends)}
      rows={segments}
      keyOf={({ id }) => id}
      sorted="-size"
      pageSize={30}
      empty={
        <Empty says={`No segment yet, of ${counted(customers, 'customer')}.`}>
          “New segment” makes one by clicks or as text; “Discover” finds groups by itself.
        </Empty>
      }
    />
  )
}
