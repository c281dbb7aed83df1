import type { WireTransition } from '@kindred/api'
import { Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { Problem } from '../../ui/problem.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { useMoves } from './use-moves.ts'

/** How often the state is looked at. */
const EVERY = 5_000

/** Who moves this moment. */
export function LiveMoves(): ReactNode {
  const live = useQuery({ ...queries.health(), refetchInterval: EVERY }).data?.live
  if (live === null)
    return (
      <Empty says="Nothing is live in this server.">
        <code>kindred serve</code> keeps every membership current.
      </Empty>
    )
  return (
    <Stack>
      {live !== undefined && (
        <FigureCards
          figures={[
            {
              label: 'Events taken in',
              value: formatNumber(live.accepted.events),
              note: 'since it was started',
            },
            { label: 'Refused', value: formatNumber(live.accepted.refused) },
            { label: 'Moves', value: formatNumber(live.transitions) },
            {
              label: 'To be stored',
              value: formatNumber(live.outbox.depth),
              note: 'what the warehouse has yet to take',
            },
            {
              label: 'Timers',
              value: formatNumber(live.timers.count),
              note: 'exits that will come by the clock',
            },
          ]}
        />
      )}
      <Moves />
    </Stack>
  )
}

function Moves(): ReactNode {
  const { moves, failure } = useMoves()
  const { timezone } = useUnits()
  if (failure !== undefined && moves.length === 0) return <Problem error={failure} />
  if (moves.length === 0)
    return (
      <Empty says="Nobody has moved yet.">
        Send an event to <code>POST /v1/events</code>: who moves by it stands here at once.
      </Empty>
    )
  return (
    <>
      <Text size="sm" c="dimmed" aria-live="polite">
        The last {formatNumber(moves.length)} moves, newest first, as they happen.
      </Text>
      <ScrolledTable label="Moves as they happen">
        <Table.Thead>
          <Table.Tr>
            {['At', 'Customer', 'What', 'From', 'To', 'By'].map(head => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {moves.map(move => (
            <MoveRow key={move.id} move={move} timezone={timezone} />
          ))}
        </Table.Tbody>
      </ScrolledTable>
    </>
  )
}

function MoveRow({ move, timezone }: { move: WireTransition; timezone: string }): ReactNode {
  return (
    <Table.Tr>
      <Table.Td>{formatInstant(move.at, timezone)}</Table.Td>
      <Table.Td>
        <Link to="/customers/$id" params={{ id: move.customer }} className="quiet-link">
          {move.customer}
        </Link>
      </Table.Td>
      <Table.Td>{move.definition.replaceAll('_', ' ')}</Table.Td>
      <Table.Td>{move.from}</Table.Td>
      <Table.Td>{move.to}</Table.Td>
      <Table.Td>{move.event ?? move.cause}</Table.Td>
    </Table.Tr>
  )
}
