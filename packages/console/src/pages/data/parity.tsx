import type { WireParity } from '@kindred/api'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useJob } from '../../data/use-job.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { counted, formatNumber } from '../../ui/format.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { useAddress } from '../../ui/use-address.ts'

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
  const { search, change } = useAddress()
  const compare = useJob({ route: 'parity', id: search.job ?? '', keep: job => change({ job }) })
  return (
    <Stack>
      <Text size="sm">
        One definition, one answer: every membership of every customer, live and in batch, at one instant.
      </Text>
      <Group>
        <Button onClick={() => compare.start({})} loading={compare.isRunning}>
          Compare
        </Button>
      </Group>
      <JobProgress title="Comparing" job={compare} says="comparing" />
      {compare.result !== undefined && <Compared parity={compare.result} />}
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
