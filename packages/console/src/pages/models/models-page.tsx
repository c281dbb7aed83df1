import type { WireFigure, WireListedModel } from '@kindred/api'
import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { figureName } from './figure-name.ts'

function columnsOf(timezone: string): readonly Column<WireListedModel>[] {
  return [
    {
      id: 'name',
      label: 'Model',
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <Link to="/models/$id" params={{ id }} className="quiet-link">
          {name}
        </Link>
      ),
    },
    {
      id: 'state',
      label: 'State',
      value: ({ problem, champion }) =>
        problem ?? (champion === undefined ? 'gives no score' : 'gives the score'),
      cell: model => <ModelState model={model} />,
    },
    { id: 'method', label: 'Method', value: ({ newest, method }) => newest?.method ?? method },
    {
      id: 'figure',
      label: 'How good',
      value: ({ newest }) => newest?.figures[0]?.value ?? null,
      cell: ({ newest }) => (newest === undefined ? 'not trained' : <Judged figure={newest.figures[0]} />),
    },
    {
      id: 'trained',
      label: 'Trained',
      value: ({ newest }) => newest?.created_at ?? null,
      cell: ({ newest }) => (newest === undefined ? '–' : formatDay(newest.created_at, timezone)),
    },
  ]
}

function ModelState({ model: { problem, champion } }: { model: WireListedModel }): ReactNode {
  if (problem !== undefined)
    return (
      <Badge color="red" variant="light" tt="none">
        broken: {problem}
      </Badge>
    )
  return champion === undefined ? 'gives no score yet' : `version ${champion} gives the score`
}

function Judged({ figure }: { figure: WireFigure | undefined }): ReactNode {
  if (figure === undefined) return '–'
  return `${figureName(figure.name)} ${formatNumber(figure.value)}`
}

/** All models: what they foretell, which version counts, how good the newest is. */
export function ModelsPage(): ReactNode {
  const query = useQuery(queries.models())
  const { timezone } = useUnits()
  return (
    <Page title="Models" lead="What customers will do, learned from what they did.">
      <Loaded query={query}>
        {({ models }) => (
          <DataTable
            label="Models"
            noun="model"
            columns={columnsOf(timezone)}
            rows={models}
            keyOf={({ id }) => id}
            empty={
              <Empty says="No model is defined.">Define one in the workspace’s file, under models.</Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
