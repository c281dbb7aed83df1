import type { AnswerOf, Contract } from '@kindred/api'
import { Alert, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useCallback, useState } from 'react'
import { useJob } from '../../data/use-job.ts'
import { useMay } from '../../data/use-may.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { counted, formatNumber, formatShare } from '../../ui/format.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { PlannedChange } from '../../ui/planned-change.tsx'
import { useAddress } from '../../ui/use-address.ts'

type Found = AnswerOf<Contract['lookalikes']>
type Trait = Found['traits'][number]

/** Who is most like the members of a segment and not in it; made a segment of its own where a name is given. */
export function Lookalikes({ id, size }: { id: string; size: number }): ReactNode {
  const { search, change } = useAddress()
  const [reach, setReach] = useState(size)
  const cache = useQueryClient()
  const find = useJob({
    route: 'lookalikes',
    id: search.alike ?? '',
    keep: job => change({ alike: job }),
    done: ({ published }) => void (published && cache.invalidateQueries()),
  })
  const asked = { id, ...(reach > 0 && { reach }) }
  return (
    <Stack>
      <Text size="sm">
        What tells its members from everybody else is learned, and others are put in order by it: the more of
        them are wanted, the less alike they are.
      </Text>
      <Group align="flex-end">
        <NumberInput
          label="About so many"
          min={1}
          allowDecimal={false}
          value={reach}
          onChange={next => setReach(Number(next) || 0)}
        />
        <Button onClick={() => find.start(asked)} loading={find.isRunning}>
          Find them
        </Button>
      </Group>
      <JobProgress title="Looking who is alike" job={find} />
      {find.result !== undefined && (
        <Result
          found={find.result}
          publish={name => find.start({ ...asked, publish: name })}
          isBusy={find.isRunning}
        />
      )}
    </Stack>
  )
}

interface ResultProps {
  readonly found: Found
  readonly publish: (name: string) => void
  readonly isBusy: boolean
}

function Result({ found, publish, isBusy }: ResultProps): ReactNode {
  const { chosen, others, published, left_out } = found
  return (
    <Stack gap="lg">
      <Text>
        {counted(chosen.reach, 'customer')} of {formatNumber(others)} others are as alike as the{' '}
        {formatShare(chosen.similarity)} of its own members that are least so.
      </Text>
      <Reach found={found} />
      <Traits traits={found.traits} />
      {left_out.length > 0 && (
        <Text size="sm" c="dimmed">
          Not used, for the segment asks it itself: {left_out.join(', ')}.
        </Text>
      )}
      {published === undefined ? (
        <Publish publish={publish} isBusy={isBusy} />
      ) : (
        <Alert color="green" title="It is a segment now">
          <Link to="/segments/$id" params={{ id: published.segment }}>
            {published.segment}
          </Link>
          <PlannedChange plan={published} />
        </Alert>
      )}
    </Stack>
  )
}

function Reach({ found: { curve } }: { found: Found }): ReactNode {
  const option = useCallback(
    ({ color }: ChartTheme) => ({
      color,
      grid: { left: 64, right: 24, top: 28, bottom: 44 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'value', name: 'similarity, %', nameLocation: 'middle', nameGap: 26, min: 0 },
      yAxis: { type: 'value', name: 'customers' },
      series: [{ type: 'line', showSymbol: false, data: curve.map(pointOf) }],
    }),
    [curve],
  )
  return (
    <Chart
      title="Similarity against reach"
      says="How many others are at least so alike; 50 % is as typical as the segment’s own middle."
      option={option}
      table={{ heads: ['Similarity, %', 'Customers'], rows: curve.map(pointOf) }}
    />
  )
}

function pointOf({ similarity, reach }: Found['curve'][number]): [number, number] {
  return [Math.round(1000 * similarity) / 10, reach]
}

const traitColumns: readonly Column<Trait>[] = [
  { id: 'label', label: 'Alike in', value: ({ label }) => label },
  {
    id: 'importance',
    label: 'Importance',
    numeric: true,
    value: ({ importance }) => importance,
    cell: ({ importance }) => formatNumber(importance),
  },
  { id: 'seed', label: 'Usual in it', value: ({ seed }) => wordOf(seed) },
  { id: 'others', label: 'Usual elsewhere', value: ({ others }) => wordOf(others) },
]

function wordOf(value: number | string | null): string {
  if (value === null) return 'not known'
  return typeof value === 'number' ? formatNumber(value) : value
}

function Traits({ traits }: { traits: readonly Trait[] }): ReactNode {
  return (
    <DataTable
      label="What makes them alike"
      noun="trait"
      name="traits"
      columns={traitColumns}
      rows={traits}
      keyOf={({ name }) => name}
      sorted="-importance"
      empty={null}
    />
  )
}

function Publish({ publish, isBusy }: Pick<ResultProps, 'publish' | 'isBusy'>): ReactNode {
  const [name, setName] = useState('')
  const may = useMay()
  if (!may('definitions:write')) return null
  return (
    <Group align="flex-end">
      <TextInput
        label="Make them a segment, known as"
        description="Lower-case letters, digits and _"
        value={name}
        onChange={event => setName(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={name.trim() === ''}
        loading={isBusy}
        onClick={() => publish(name.trim())}
      >
        Publish
      </Button>
    </Group>
  )
}
