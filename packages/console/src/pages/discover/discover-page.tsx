import type { WireDiscoverySummary } from '@kindred/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay, formatNumber, formatShare } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'

function columnsOf(timezone: string): readonly Column<WireDiscoverySummary>[] {
  return [
    {
      id: 'id',
      label: 'Discovery',
      value: ({ id }) => id,
      cell: ({ id }) => (
        <Link to="/discover/$id" params={{ id }} className="quiet-link">
          {id.replaceAll('_', ' ')}
        </Link>
      ),
    },
    { id: 'count', label: 'Groups', numeric: true, value: ({ groups }) => groups.length },
    {
      id: 'groups',
      label: 'Which',
      value: ({ groups }) => groups.map(({ name }) => name).join('; '),
      cell: ({ groups }) => <span className="clamped">{groups.map(({ name }) => name).join('; ')}</span>,
    },
    {
      id: 'customers',
      label: 'Customers',
      numeric: true,
      value: each => each.customers,
      cell: e => formatNumber(e.customers),
    },
    {
      id: 'silhouette',
      label: 'Apart',
      numeric: true,
      value: e => e.silhouette,
      cell: e => formatNumber(e.silhouette),
    },
    {
      id: 'stability',
      label: 'Stable',
      numeric: true,
      value: e => e.stability,
      cell: e => formatShare(e.stability),
    },
    {
      id: 'published',
      label: 'Published',
      value: ({ published }) => published.at(-1)?.segmentation ?? null,
      cell: ({ published }) => published.at(-1)?.segmentation ?? 'not yet',
    },
    { id: 'at', label: 'Found', value: e => e.created_at, cell: e => formatDay(e.created_at, timezone) },
  ]
}

/** Groups the machine found. */
export function DiscoverPage(): ReactNode {
  const query = useQuery(queries.discoveries())
  const { timezone } = useUnits()
  const find = <LinkButton to="/discover/new">Find groups</LinkButton>
  return (
    <Page
      title="Discover"
      lead="Customers who are alike, found without a rule, and made into rules."
      actions={find}
    >
      <Loaded query={query}>
        {({ discoveries }) => (
          <DataTable
            label="Discoveries"
            noun="discovery"
            columns={columnsOf(timezone)}
            rows={discoveries}
            keyOf={({ id }) => id}
            sorted="-at"
            empty={
              <Empty says="Nothing has been looked for yet.">
                “Find groups” takes a minute and changes nothing.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
