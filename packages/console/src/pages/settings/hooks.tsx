import type { WireHook } from '@kindred/api'
import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { AddToList, ListWithDialogs } from '../../ui/list-with-dialogs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { AddHook } from './add-hook.tsx'
import { OneHook } from './one-hook.tsx'

const moves = { enter: 'who comes', leave: 'who leaves', both: 'who comes and leaves' } as const

function columnsOf(timezone: string): readonly Column<WireHook>[] {
  return [
    {
      id: 'definitions',
      label: 'About',
      value: ({ definitions }) => definitions.join(', '),
      cell: ({ definitions }) => (definitions.length === 0 ? 'all segments' : definitions.join(', ')),
    },
    { id: 'moves', label: 'Of', value: hook => moves[hook.moves] },
    {
      id: 'state',
      label: 'State',
      value: ({ failing }) => (failing === undefined ? 'well' : `fails: ${failing.reason}`),
      cell: ({ failing }) =>
        failing === undefined ? (
          'well'
        ) : (
          <Badge color="red" variant="light" tt="none">
            fails: {failing.reason}
          </Badge>
        ),
    },
    {
      id: 'dead',
      label: 'Not delivered',
      numeric: true,
      value: ({ dead_letters }) => dead_letters,
      cell: ({ dead_letters }) => formatNumber(dead_letters),
    },
    {
      id: 'since',
      label: 'Since',
      value: ({ created_at }) => created_at,
      cell: ({ created_at }) => formatDay(created_at, timezone),
    },
  ]
}

/** Other systems that are told of every move, and what they did not take. */
export function Hooks(): ReactNode {
  const query = useQuery(queries.hooks())
  const may = useMay()
  const { timezone } = useUnits()
  const add = may('hooks:write') && (
    <AddToList at="hook" variant="default">
      New web hook
    </AddToList>
  )
  return (
    <Section title="Web hooks" actions={add}>
      <Loaded query={query}>
        {({ hooks }) => (
          <ListWithDialogs
            at="hook"
            label="Web hooks"
            noun="web hook"
            name="hooks"
            opens={{ id: 'url', label: 'Told', value: ({ url }) => url }}
            columns={columnsOf(timezone)}
            rows={hooks}
            sorted="url"
            titleOf={({ url }) => url}
            one={(hook, shut) => <OneHook hook={hook} gone={shut} />}
            size="xl"
            adding={{ title: 'New web hook', form: <AddHook /> }}
            empty={
              <Empty says="Nobody else is told of moves.">
                A web hook sends every move of some segments to an address, signed, at once.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Section>
  )
}
