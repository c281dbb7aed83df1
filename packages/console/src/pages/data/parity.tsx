import type { WireParity } from '@kindred/api'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { counted, formatNumber } from '../../ui/format.ts'
import { Problem } from '../../ui/problem.tsx'
import { Progress } from '../../ui/progress.tsx'

type Difference = WireParity['examples'][number]

const columns: readonly Column<Difference>[] = [
  { id: 'customer', label: 'Customer', value: ({ customer }) => customer },
  { id: 'definition', label: 'Definition', value: ({ definition }) => definition },
  { id: 'live', label: 'Live', value: ({ live }) => live },
  { id: 'batch', label: 'Batch', value: ({ batch }) => batch },
  { id: 'why', label: 'Live says', value: ({ live_why }) => live_why },
]

/** Whether live and batch agree, customer by customer. */
export function Parity(): ReactNode {
  const [line, setLine] = useState<{ done: number; of: number }>()
  const compare = useMutation({ mutationFn: () => client.parity({}, { progress: setLine }) })
  return (
    <Stack>
      <Text size="sm">
        One definition, one answer: every membership of every customer, live and in batch, at one instant.
      </Text>
      <Group>
        <Button onClick={() => compare.mutate()} loading={compare.isPending}>
          Compare
        </Button>
      </Group>
      {compare.isPending && <Progress line={line && { step: 'comparing', ...line }} says="comparing" />}
      {compare.isError && <Problem error={compare.error} />}
      {compare.data !== undefined && <Compared parity={compare.data} />}
    </Stack>
  )
}

function Compared({ parity }: { parity: WireParity }): ReactNode {
  const { differences, compared, customers, examples } = parity
  return (
    <Stack>
      <Alert
        color={differences === 0 ? 'green' : 'red'}
        title={differences === 0 ? 'They agree' : `${counted(differences, 'membership')} differ`}
      >
        {formatNumber(compared)} memberships of {counted(customers, 'customer')} compared.
      </Alert>
      <DataTable
        label="Differences"
        noun="difference"
        columns={columns}
        rows={examples}
        keyOf={({ customer, definition }) => `${customer} ${definition}`}
        empty={null}
      />
    </Stack>
  )
}
