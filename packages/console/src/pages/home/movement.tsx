import type { WireSegment } from '@kindred/api'
import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Change } from '../../ui/change.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatNumber } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from '../../ui/page.tsx'

const columns: readonly Column<WireSegment>[] = [
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
  numeric('size', 'Size', segment => segment.size ?? null),
  numeric('entered', 'Came', segment => segment.entered ?? null),
  numeric('left', 'Left', segment => segment.left ?? null),
  {
    ...numeric('change', 'Change', segment => segment.change ?? null),
    cell: ({ change }) => (change === undefined ? '–' : <Change value={change} />),
  },
]

function numeric(
  id: string,
  label: string,
  value: (segment: WireSegment) => number | null,
): Column<WireSegment> {
  const cell = (segment: WireSegment) => {
    const found = value(segment)
    return found === null ? '–' : formatNumber(found)
  }
  return { id, label, numeric: true, value, cell }
}

/** Who came and who left at the last refresh: where most happened, first. */
export function Movement({ segments }: { segments: readonly WireSegment[] }): ReactNode {
  const moved = segments
    .filter(({ entered = 0, left = 0 }) => entered + left > 0)
    .toSorted((a, b) => movesOf(b) - movesOf(a))
    .slice(0, 10)
  return (
    <Section
      title="Moved at the last refresh"
      actions={
        <LinkAnchor to="/segments" size="sm">
          All segments
        </LinkAnchor>
      }
    >
      <DataTable
        label="Segments by movement"
        noun="segment"
        name="moved"
        columns={columns}
        rows={moved}
        keyOf={({ id }) => id}
        empty={
          <Empty says="Nobody moved at the last refresh.">
            <Text size="sm">The next one compares with it.</Text>
          </Empty>
        }
      />
    </Section>
  )
}

function movesOf({ entered = 0, left = 0 }: WireSegment): number {
  return entered + left
}
