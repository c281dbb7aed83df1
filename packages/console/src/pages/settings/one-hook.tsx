import type { WireDeadLetter, WireHook } from '@kindred/api'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/use-may.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { counted, formatInstant, formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useUnits } from '../../ui/use-units.ts'

/** How far a web hook is, and what it could not deliver: to be sent again, or dropped with it. */
export function OneHook({ hook, gone }: { hook: WireHook; gone: () => void }): ReactNode {
  const may = useMay()
  return (
    <Stack>
      {hook.failing !== undefined && (
        <Alert color="red" title={`It fails: ${hook.failing.reason}`}>
          {counted(hook.failing.tries, 'try')} so far; it goes on trying, each time after a longer pause.
        </Alert>
      )}
      <Letters id={hook.id} />
      {may('hooks:write') && <Remove id={hook.id} gone={gone} />}
    </Stack>
  )
}

function columnsOf(timezone: string): readonly Column<WireDeadLetter>[] {
  return [
    { id: 'at', label: 'Given up', value: ({ at }) => at, cell: ({ at }) => formatInstant(at, timezone) },
    { id: 'tries', label: 'Tries', numeric: true, value: ({ tries }) => tries },
    { id: 'reason', label: 'Why', value: ({ reason }) => reason },
    { id: 'moves', label: 'Moves', numeric: true, value: ({ transitions }) => transitions.length },
    { id: 'which', label: 'Which', value: ({ transitions }) => movesSaid(transitions) },
  ]
}

/** Moves that are named; the others are counted. */
const NAMED = 3

/** `C000042: complained out to in` */
function movesSaid(moves: WireDeadLetter['transitions']): string | null {
  if (moves.length === 0) return null
  const named = moves
    .slice(0, NAMED)
    .map(({ customer, definition, from, to }) => `${customer}: ${definition} ${from} to ${to}`)
  const rest = moves.length - named.length
  return `${named.join('; ')}${rest > 0 ? `, and ${formatNumber(rest)} more` : ''}`
}

function Letters({ id }: { id: string }): ReactNode {
  const { timezone } = useUnits()
  const may = useMay()
  const query = useQuery(
    queryOptions({
      queryKey: ['hooks', id, 'dead-letters'],
      queryFn: ({ signal }) => client.deadLetters({ id, limit: 1000 }, { signal }),
    }),
  )
  return (
    <Loaded query={query}>
      {({ dead_letters }) => (
        <Stack gap="xs">
          <DataTable
            label="What it could not deliver"
            noun="delivery"
            name="letters"
            pageSize={20}
            columns={columnsOf(timezone)}
            rows={dead_letters}
            keyOf={letter => String(letter.id)}
            sorted="at"
            empty={<Empty says="Everything was delivered." />}
          />
          {may('hooks:write') && <SendAgain id={id} left={dead_letters.length} />}
        </Stack>
      )}
    </Loaded>
  )
}

/** What became of it stands there still when nothing is left to be sent. */
function SendAgain({ id, left }: { id: string; left: number }): ReactNode {
  const cache = useQueryClient()
  const again = useMutation({
    mutationFn: () => client.resendDeadLetters({ id }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['hooks'] }),
  })
  return (
    <Stack gap="xs">
      <Group>
        {left > 0 && (
          <Button onClick={() => again.mutate()} loading={again.isPending}>
            Send them again
          </Button>
        )}
        {again.data !== undefined && (
          <Text size="sm" role="status">
            {counted(again.data.sent, 'delivery')} sent, {again.data.left} left
            {again.data.reason === undefined ? '.' : `: ${again.data.reason}`}
          </Text>
        )}
      </Group>
      {again.isError && <Problem error={again.error} />}
    </Stack>
  )
}

function Remove({ id, gone }: { id: string; gone: () => void }): ReactNode {
  const [isSure, setSure] = useState(false)
  const cache = useQueryClient()
  const remove = useMutation({
    mutationFn: () => client.removeHook({ id }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['hooks'] })
      gone()
    },
  })
  return (
    <Stack gap="xs">
      {isSure && <Text size="sm">Nothing more is told to it, and what it has not taken is dropped.</Text>}
      <Group>
        <Button
          color="red"
          variant={isSure ? 'filled' : 'default'}
          loading={remove.isPending}
          onClick={() => (isSure ? remove.mutate() : setSure(true))}
        >
          {isSure ? 'End it now' : 'End this web hook'}
        </Button>
      </Group>
      {remove.isError && <Problem error={remove.error} />}
    </Stack>
  )
}
