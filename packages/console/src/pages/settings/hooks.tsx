import type { WireHook } from '@kindred/api'
import { Badge, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { AddHook } from './add-hook.tsx'
import { OneHook } from './one-hook.tsx'

const moves = { enter: 'who comes', leave: 'who leaves', both: 'who comes and leaves' } as const

function columnsOf(timezone: string, open: (id: string) => void): readonly Column<WireHook>[] {
  return [
    {
      id: 'url',
      label: 'Told',
      value: ({ url }) => url,
      cell: ({ id, url }) => (
        <Button size="compact-sm" variant="default" onClick={() => open(id)} maw="20rem">
          {url}
        </Button>
      ),
    },
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
  const { search, change } = useAddress()
  const shut = () => change({ hook: '' })
  const add = may('hooks:write') && (
    <Button variant="default" onClick={() => change({ hook: 'new' }, 'push')}>
      New web hook
    </Button>
  )
  return (
    <Section title="Web hooks" actions={add}>
      <Loaded query={query}>
        {({ hooks }) => {
          const chosen = hooks.find(({ id }) => id === search.hook)
          return (
            <>
              <DataTable
                label="Web hooks"
                noun="web hook"
                name="hooks"
                columns={columnsOf(timezone, id => change({ hook: id }, 'push'))}
                rows={hooks}
                keyOf={({ id }) => id}
                sorted="url"
                empty={
                  <Empty says="Nobody else is told of moves.">
                    A web hook sends every move of some segments to an address, signed, at once.
                  </Empty>
                }
              />
              <Dialog isOpen={search.hook === 'new'} close={shut} title="New web hook">
                <AddHook />
              </Dialog>
              <Dialog isOpen={chosen !== undefined} close={shut} title={chosen?.url} size="xl">
                {chosen !== undefined && <OneHook key={chosen.id} hook={chosen} gone={shut} />}
              </Dialog>
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}
