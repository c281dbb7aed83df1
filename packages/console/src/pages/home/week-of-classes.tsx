import type { AnswerOf, Contract } from '@kindred/api'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { Change } from '../../ui/change.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { formatNumber } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'

const WEEK = 7 * 86_400_000

interface ClassWeek {
  readonly class: string
  readonly before: number
  readonly after: number
}

const columns: readonly Column<ClassWeek>[] = [
  { id: 'class', label: 'Class', value: row => row.class },
  {
    id: 'before',
    label: 'A week before',
    numeric: true,
    value: row => row.before,
    cell: r => formatNumber(r.before),
  },
  { id: 'after', label: 'Now', numeric: true, value: row => row.after, cell: row => formatNumber(row.after) },
  {
    id: 'change',
    label: 'Change',
    numeric: true,
    value: row => row.after - row.before,
    cell: row => <Change value={row.after - row.before} />,
  },
]

/** The first segmentation by rules, against a week before. */
export function WeekOfClasses(): ReactNode {
  const listed = useQuery(queries.segmentations()).data
  const first = listed?.segmentations.find(({ kind, state }) => kind === 'first_match' && state === 'current')
  const to = listed?.refresh?.as_of
  if (first === undefined || to === undefined) return null
  return <Week id={first.id} name={first.name} to={to} />
}

function Week({ id, name, to }: { id: string; name: string; to: string }): ReactNode {
  const from = new Date(Date.parse(to) - WEEK).toISOString()
  const migration = useQuery(
    queryOptions({
      queryKey: ['migration', id, from, to],
      queryFn: ({ signal }) => client.migration({ id, from, to }, { signal }),
    }),
  )
  const link = (
    <LinkAnchor to="/segmentations/$id" params={{ id }} size="sm">
      Who moved where
    </LinkAnchor>
  )
  return (
    <Section title={`${name}, against a week before`} actions={link}>
      <Loaded query={migration}>
        {found => (
          <DataTable
            label={`${name} against a week before`}
            noun="class"
            name="week"
            columns={columns}
            rows={weekOf(found)}
            keyOf={row => row.class}
            empty={null}
          />
        )}
      </Loaded>
    </Section>
  )
}

function weekOf({ classes, cells }: AnswerOf<Contract['migration']>): readonly ClassWeek[] {
  const sum = (side: 'from' | 'to', name: string) =>
    cells.filter(cell => cell[side] === name).reduce((total, cell) => total + cell.customers, 0)
  return classes.map(name => ({ class: name, before: sum('from', name), after: sum('to', name) }))
}
