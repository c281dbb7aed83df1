import type { WireFittedModel, WireModelVersion } from '@kindred/api'
import { Anchor, Button, List, Paper, SimpleGrid, Stack, Tabs, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { counted, formatInstant, formatNumber, formatShare } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { figureName } from './figure-name.ts'
import { ModelCurves } from './model-curves.tsx'
import { ModelWork } from './model-work.tsx'

/** One model: how good it is, what it goes by, its versions; trained and promoted from here. */
export function ModelPage(): ReactNode {
  const id: string = useParams({ strict: false }).id ?? ''
  const listed = useQuery(queries.models())
  return (
    <Loaded query={listed}>
      {({ models }) => {
        const found = models.find(each => each.id === id)
        return (
          <Page
            title={found?.name ?? id}
            lead={found?.target ?? found?.lifetime}
            actions={<ModelWork id={id} />}
          >
            {found?.newest === undefined ? (
              <Empty says="Not trained yet.">
                “Train” learns it from what is known, and judges it by a later period.
              </Empty>
            ) : (
              <Trained id={id} />
            )}
          </Page>
        )
      }}
    </Loaded>
  )
}

function Trained({ id }: { id: string }): ReactNode {
  const { search, change } = useAddress()
  const version = search.version === undefined ? undefined : Number(search.version)
  const query = useQuery(
    queryOptions({
      queryKey: ['models', id, version ?? 'newest'],
      queryFn: ({ signal }) => client.model({ id, ...(version !== undefined && { version }) }, { signal }),
    }),
  )
  return (
    <Tabs
      value={search.tab ?? 'card'}
      onChange={tab => change({ tab: tab === 'card' ? '' : (tab ?? '') }, 'push')}
      keepMounted={false}
    >
      <Tabs.List>
        <Tabs.Tab value="card">Card</Tabs.Tab>
        <Tabs.Tab value="versions">Versions</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="card" pt="md">
        <Loaded query={query} lines={8}>
          {model => <Card model={model} />}
        </Loaded>
      </Tabs.Panel>
      <Tabs.Panel value="versions" pt="md">
        <Versions id={id} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Card({ model }: { model: WireFittedModel }): ReactNode {
  const { card, id, version, champion, method, created_at, author } = model
  const { timezone } = useUnits()
  return (
    <Stack gap="lg">
      <Text c="dimmed" size="sm">
        Version {version}, {method}, by {author}, {formatInstant(created_at, timezone)}
        {champion ? '; it gives the score. ' : '. '}
        <Anchor href={`/v1/models/${encodeURIComponent(id)}/report?version=${version}`} target="_blank">
          The card as a page to keep
        </Anchor>
      </Text>
      <FigureCards
        figures={card.judged.figures.slice(0, 5).map(({ name, value, interval }) => ({
          label: figureName(name),
          value: formatNumber(value),
          note: noteOf(interval, card.baseline.figures.find(each => each.name === name)?.value),
        }))}
      />
      <Text>{card.recommendation}</Text>
      <Text size="sm" c="dimmed">
        Judged on {counted(card.judged.rows, 'customer')} as of {formatInstant(card.judged.at, timezone)},
        which it did not learn from. Beside it: {card.baseline.says}
      </Text>
      <ModelCurves model={model} />
      <Importance features={card.features} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <QualityBySegment model={model} />
        <Section title="Notes">
          <Paper withBorder p="sm">
            <List size="sm">
              {[card.calibration.says, card.threshold?.says, ...card.notes].map(
                note => note !== undefined && note !== '' && <List.Item key={note}>{note}</List.Item>,
              )}
            </List>
          </Paper>
        </Section>
      </SimpleGrid>
    </Stack>
  )
}

function noteOf(interval: readonly [number, number] | undefined, baseline: number | undefined): string {
  const between = interval && `${formatNumber(interval[0])} to ${formatNumber(interval[1])}`
  const guess = baseline === undefined ? undefined : `a guess: ${formatNumber(baseline)}`
  return [between, guess].filter(part => part !== undefined).join('; ')
}

type Feature = WireFittedModel['card']['features'][number]
const featureColumns: readonly Column<Feature>[] = [
  { id: 'label', label: 'Feature', value: ({ label }) => label },
  {
    id: 'importance',
    label: 'Importance',
    numeric: true,
    value: ({ importance = null }) => importance,
    cell: ({ importance, dropped }) =>
      importance === undefined ? (dropped ?? '–') : formatNumber(importance),
  },
  {
    id: 'known',
    label: 'Known of',
    numeric: true,
    value: ({ known_share }) => known_share,
    cell: ({ known_share }) => formatShare(known_share),
  },
  {
    id: 'is',
    label: 'Is',
    value: ({ is }) => is,
    cell: ({ is }) => <code className="expression">{is}</code>,
  },
]

function Importance({ features }: { features: readonly Feature[] }): ReactNode {
  return (
    <Section title="What it goes by">
      <DataTable
        label="Features of the model"
        noun="feature"
        name="features"
        sorted="-importance"
        pageSize={12}
        columns={featureColumns}
        rows={features}
        keyOf={({ name }) => name}
        empty={null}
      />
    </Section>
  )
}

type Judged = WireFittedModel['card']['segments'][number]
function QualityBySegment({ model }: { model: WireFittedModel }): ReactNode {
  const show = model.answer === 'chance' ? formatShare : formatNumber
  const columns: readonly Column<Judged>[] = [
    { id: 'name', label: 'Segment', value: ({ name }) => name },
    { id: 'rows', label: 'Customers', numeric: true, value: ({ rows }) => rows },
    {
      id: 'foretold',
      label: 'Foretold',
      numeric: true,
      value: each => each.foretold,
      cell: e => show(e.foretold),
    },
    { id: 'mean', label: 'Came', numeric: true, value: ({ mean }) => mean, cell: ({ mean }) => show(mean) },
  ]
  return (
    <Section title="Segment by segment">
      <DataTable
        label="Quality by segment"
        noun="segment"
        name="quality"
        pageSize={12}
        columns={columns}
        rows={model.card.segments}
        keyOf={({ segment }) => segment}
        empty={<Empty says="No segment was large enough to judge by." />}
      />
    </Section>
  )
}

function Versions({ id }: { id: string }): ReactNode {
  const { timezone } = useUnits()
  const { change } = useAddress()
  const query = useQuery(
    queryOptions({
      queryKey: ['models', id, 'versions'],
      queryFn: ({ signal }) => client.modelVersions({ id }, { signal }),
    }),
  )
  const open = (version: number) => change({ version: String(version), tab: '' }, 'push')
  const columns: readonly Column<WireModelVersion>[] = [
    {
      id: 'version',
      label: 'Version',
      value: ({ version }) => version,
      cell: ({ version, champion }) => (
        <Button size="compact-sm" variant="default" onClick={() => open(version)}>
          {version}
          {champion ? ', gives the score' : ''}
        </Button>
      ),
    },
    { id: 'method', label: 'Method', value: ({ method }) => method },
    {
      id: 'figures',
      label: 'How good',
      value: ({ figures }) => figures[0]?.value ?? null,
      cell: ({ figures }) =>
        figures
          .slice(0, 2)
          .map(({ name, value }) => `${figureName(name)} ${formatNumber(value)}`)
          .join(', '),
    },
    {
      id: 'at',
      label: 'Trained',
      value: ({ created_at }) => created_at,
      cell: ({ created_at }) => formatInstant(created_at, timezone),
    },
    { id: 'author', label: 'By', value: ({ author }) => author },
  ]
  return (
    <Loaded query={query}>
      {({ versions }) => (
        <DataTable
          label="Versions"
          noun="version"
          sorted="-version"
          columns={columns}
          rows={versions}
          keyOf={({ version }) => String(version)}
          empty={<Empty says="Not trained yet." />}
        />
      )}
    </Loaded>
  )
}
