import type { AnswerOf, Contract, WireSegment } from '@kindred/api'
import { Link } from '@tanstack/react-router'
import type { Column } from '../../ui/data-table.tsx'
import { formatDay, formatShare, type Units } from '../../ui/format.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { standingColumns } from '../../ui/standing-columns.tsx'
import { State } from '../../ui/state.tsx'

type Trends = AnswerOf<Contract['segmentTrends']>

/** What the list of segments shows. @param trends - Absent until they have come. */
export function segmentColumns(units: Units, trends: Trends | undefined): readonly Column<WireSegment>[] {
  const { size, change, share, value, shareOfValue } = standingColumns(units)
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
    size,
    trendColumn(units, trends),
    change,
    share,
    value,
    shareOfValue,
    {
      id: 'owner',
      label: 'Owner',
      value: ({ owner = null }) => owner,
      cell: ({ owner }) => owner ?? 'nobody',
    },
    {
      id: 'state',
      label: 'Age',
      value: ({ state }) => state,
      cell: segment => <State of={segment} />,
    },
  ]
}

/** Sorted by how much it grew since the first refresh that is shown, as a share of it. */
function trendColumn({ timezone }: Units, trends: Trends | undefined): Column<WireSegment> {
  const sizes = new Map(trends?.trends.map(({ id, sizes: found }) => [id, found]))
  const [first] = trends?.instants ?? []
  const since = first === undefined ? '' : ` since ${formatDay(first, timezone)}`
  return {
    id: 'trend',
    label: 'Trend',
    value: ({ id }) => growthOf(sizes.get(id) ?? []),
    cell: ({ id, name }) => {
      const values = sizes.get(id) ?? []
      const growth = growthOf(values)
      const says = growth === null ? `${name}: not known before` : `${name}: ${signed(growth)}${since}`
      return <Sparkline values={values} says={says} />
    },
  }
}

function growthOf(sizes: readonly (number | null)[]): number | null {
  const known = sizes.filter(size => size !== null)
  const [first, last] = [known.at(0), known.at(-1)]
  if (known.length < 2 || first === undefined || last === undefined || first === 0) return null
  return (last - first) / first
}

function signed(share: number): string {
  return `${share < 0 ? '−' : '+'}${formatShare(Math.abs(share))}`
}
