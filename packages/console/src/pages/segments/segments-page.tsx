import type { WireSegment } from '@kindred/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { Change } from '../../ui/change.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { amountOf, counted, formatNumber, formatShare, formatValue, type Units } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { State } from '../../ui/state.tsx'
import { useUnits } from '../../ui/use-units.ts'

function columnsOf(units: Units): readonly Column<WireSegment>[] {
  return [
    {
      id: 'name',
      label: 'Segment',
      value: segment => segment.name,
      cell: segment => (
        <Link to="/segments/$id" params={{ id: segment.id }} className="quiet-link">
          {segment.name}
        </Link>
      ),
    },
    {
      id: 'size',
      label: 'Customers',
      numeric: true,
      value: ({ size = null }) => size,
      cell: ({ size }) => (size === undefined ? '–' : formatNumber(size)),
    },
    {
      id: 'share',
      label: 'Share',
      numeric: true,
      value: ({ share_of_customers = null }) => share_of_customers,
      cell: segment => formatShare(segment.share_of_customers),
    },
    {
      id: 'change',
      label: 'Change',
      numeric: true,
      value: ({ change = null }) => change,
      cell: ({ change }) => (change === undefined ? '–' : <Change value={change} />),
    },
    {
      id: 'value',
      label: 'Value',
      numeric: true,
      value: ({ value }) => (value === undefined ? null : amountOf(value)),
      cell: ({ value }) => (value === undefined ? '–' : formatValue(value, units)),
    },
    {
      id: 'share_of_value',
      label: 'Of value',
      numeric: true,
      value: ({ share_of_value = null }) => share_of_value,
      cell: segment => formatShare(segment.share_of_value),
    },
    {
      id: 'owner',
      label: 'Owner',
      value: ({ owner = null }) => owner,
      cell: ({ owner }) => owner ?? 'nobody',
    },
    {
      id: 'state',
      label: 'State',
      value: ({ state }) => state,
      cell: segment => <State of={segment} />,
    },
  ]
}

/** All segments. */
export function SegmentsPage(): ReactNode {
  const query = useQuery(queries.segments())
  const units = useUnits()
  const create = <LinkButton to="/segments/new">New segment</LinkButton>
  return (
    <Page title="Segments" lead="Groups with a rule: a customer is in, or out." actions={create}>
      <Loaded query={query} lines={8}>
        {({ segments, customers }) => (
          <DataTable
            label="Segments"
            noun="segment"
            columns={columnsOf(units)}
            rows={segments}
            keyOf={({ id }) => id}
            sorted="-size"
            empty={
              <Empty says={`No segment yet, of ${counted(customers, 'customer')}.`}>
                “New segment” makes one by clicks or as text; “Discover” finds groups by itself.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
