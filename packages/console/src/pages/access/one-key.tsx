import type { WireKey } from '@kindred/api'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Fragment, type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/use-may.ts'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { Problem } from '../../ui/problem.tsx'
import { useUnits } from '../../ui/use-units.ts'

/** What a key may do, and its end. */
export function OneKey({ of: key }: { of: WireKey }): ReactNode {
  const { timezone } = useUnits()
  const may = useMay()
  const facts = [
    ['Begins with', <code key="prefix">{key.prefix}</code>],
    ['Role', key.role],
    ['Segments', listed(key.definitions)],
    ['Routes', key.routes.length === 0 ? 'all that its role may call' : listed(key.routes)],
    ['Calls a minute', formatNumber(key.per_minute)],
    ['Made', `${formatInstant(key.created_at, timezone)} by ${key.created_by}`],
    ['Expires', key.expires_at === null ? 'never' : formatInstant(key.expires_at, timezone)],
    ['State', key.state],
  ] as const
  return (
    <Stack>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {key.state === 'active' && may('access:write') && <Revoke id={key.id} />}
    </Stack>
  )
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'all' : names.join(', ')
}

function Revoke({ id }: { id: string }): ReactNode {
  const [isSure, setSure] = useState(false)
  const cache = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => client.revokeKey({ id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['keys'] }),
  })
  return (
    <Stack gap="xs">
      {isSure && (
        <Text size="sm">Whatever uses it is turned away from then on. It cannot be taken back.</Text>
      )}
      <Group>
        <Button
          color="red"
          variant={isSure ? 'filled' : 'default'}
          loading={revoke.isPending}
          onClick={() => (isSure ? revoke.mutate() : setSure(true))}
        >
          {isSure ? 'Revoke it now' : 'Revoke'}
        </Button>
      </Group>
      {revoke.isError && <Problem error={revoke.error} />}
    </Stack>
  )
}
