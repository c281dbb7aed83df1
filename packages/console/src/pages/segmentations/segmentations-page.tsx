import type { WireSegmentation } from '@kindred/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { State } from '../../ui/state.tsx'

const kinds = {
  first_match: 'first rule that holds',
  tiers: 'tiers by value',
  rfm: 'recency, frequency, monetary',
}

const columns: readonly Column<WireSegmentation>[] = [
  {
    id: 'name',
    label: 'Segmentation',
    value: ({ name }) => name,
    cell: ({ id, name }) => (
      <Link to="/segmentations/$id" params={{ id }} className="quiet-link">
        {name}
      </Link>
    ),
  },
  { id: 'kind', label: 'Made by', value: ({ kind }) => kinds[kind] },
  { id: 'classes', label: 'Classes', numeric: true, value: ({ classes }) => classes.length },
  { id: 'largest', label: 'Largest class', value: each => largestOf(each) },
  { id: 'owner', label: 'Owner', value: ({ owner = null }) => owner, cell: ({ owner }) => owner ?? 'nobody' },
  { id: 'state', label: 'State', value: ({ state }) => state, cell: each => <State of={each} /> },
]

function largestOf({ classes }: WireSegmentation): string | null {
  return classes.toSorted((a, b) => b.size - a.size)[0]?.class ?? null
}

/** All segmentations. */
export function SegmentationsPage(): ReactNode {
  const query = useQuery(queries.segmentations())
  return (
    <Page title="Segmentations" lead="Classes of which every customer has exactly one.">
      <Loaded query={query}>
        {({ segmentations }) => (
          <DataTable
            label="Segmentations"
            noun="segmentation"
            columns={columns}
            rows={segmentations}
            keyOf={({ id }) => id}
            empty={
              <Empty says="No segmentation yet.">
                Write one in the definitions, or let <Link to="/discover">Discover</Link> find groups and
                publish them.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
