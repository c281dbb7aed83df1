import type { WireDiscoveredGroup, WireDiscovery } from '@kindred/api'
import { Anchor, Badge, Group, List, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { client } from '../../data/client.ts'
import { Chart } from '../../ui/chart.tsx'
import type { ChartTheme } from '../../ui/chart-theme.ts'
import { English } from '../../ui/english.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { counted, formatInstant, formatNumber, formatShare, formatValue } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'
import { PublishGroups } from './publish-groups.tsx'

/** What was found: the groups, how good they are, who is in them, and the rules they become. */
export function DiscoveryPage(): ReactNode {
  const id: string = useParams({ strict: false }).id ?? ''
  const query = useQuery(
    queryOptions({
      queryKey: ['discoveries', id],
      queryFn: ({ signal }) => client.discovery({ id }, { signal }),
    }),
  )
  return (
    <Page
      title={id.replaceAll('_', ' ')}
      lead={query.data && <FoundWhen found={query.data} />}
      actions={query.data && <PublishGroups id={id} />}
    >
      <Loaded query={query} lines={8}>
        {found => <Found found={found} />}
      </Loaded>
    </Page>
  )
}

function FoundWhen({ found }: { found: WireDiscovery }): ReactNode {
  const { timezone } = useUnits()
  const { id, round, as_of, author, population } = found
  return (
    <>
      {counted(population.customers, 'customer')} as of {formatInstant(as_of, timezone)}, round {round}, by{' '}
      {author}.{' '}
      <Anchor href={`/v1/discoveries/${encodeURIComponent(id)}/report`} target="_blank" size="sm">
        As a page to keep
      </Anchor>
    </>
  )
}

function Found({ found }: { found: WireDiscovery }): ReactNode {
  const chosen = found.choices.find(each => each.chosen)
  return (
    <Stack gap="lg">
      <FigureCards
        figures={[
          { label: 'Groups', value: found.groups.length, note: chosen?.method },
          { label: 'Apart', value: formatNumber(chosen?.silhouette ?? 0), note: 'silhouette, −1 to 1' },
          { label: 'Stable', value: formatShare(chosen?.stability), note: 'found again in other samples' },
          {
            label: 'As rules',
            value: formatShare(found.rules.fidelity),
            note: 'put where the model puts them',
          },
        ]}
      />
      <Text>{found.recommendation}</Text>
      <Projection found={found} />
      <Section title="The groups">
        {found.groups.map(group => (
          <GroupCard
            key={group.id}
            group={group}
            rule={found.rules.groups.find(each => each.group === group.id)}
          />
        ))}
      </Section>
      {found.published.length > 0 && (
        <Text size="sm">
          Published as{' '}
          {found.published.map(({ segmentation }) => (
            <Link key={segmentation} to="/segmentations/$id" params={{ id: segmentation }}>
              {segmentation}
            </Link>
          ))}
        </Text>
      )}
    </Stack>
  )
}

function GroupCard({
  group,
  rule,
}: {
  group: WireDiscoveredGroup
  rule: WireDiscovery['rules']['groups'][number] | undefined
}): ReactNode {
  const units = useUnits()
  return (
    <Paper withBorder p="md" component="article">
      <Group justify="space-between">
        <Text fw={600} fz="lg">
          {group.name}
        </Text>
        <Text size="sm">
          {counted(group.customers, 'customer')}, {formatShare(group.share)}
          {group.value === undefined ? '' : `, worth ${formatValue(group.value, units)}`}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} mt="xs">
        <List size="sm">
          {group.profile.slice(0, 5).map(({ feature, level, says }) => (
            <List.Item key={`${feature} ${level ?? ''}`}>
              <English text={says} />
            </List.Item>
          ))}
        </List>
        <Stack gap="xs">
          {rule !== undefined && (
            <Text size="sm">
              As a rule: <English text={rule.english} />
            </Text>
          )}
          <Text size="sm">
            Typical is{' '}
            <Link to="/customers/$id" params={{ id: group.typical.customer }}>
              {group.typical.customer}
            </Link>
          </Text>
          <Group gap={6}>
            {group.criteria.map(({ name, verdict }) => (
              <Badge key={name} variant="default" tt="none" title={verdict}>
                {name}: {verdict}
              </Badge>
            ))}
          </Group>
        </Stack>
      </SimpleGrid>
    </Paper>
  )
}

const shapes = ['circle', 'rect', 'triangle', 'diamond']

function Projection({ found }: { found: WireDiscovery }): ReactNode {
  const { projection } = found.pictures
  const option = useCallback(
    (theme: ChartTheme) => ({
      color: theme.color,
      grid: { left: 16, right: 16, top: 40, bottom: 16 },
      legend: { top: 0, type: 'scroll' },
      tooltip: { trigger: 'item', formatter: '{a}' },
      xAxis: { show: false, type: 'value', scale: true },
      yAxis: { show: false, type: 'value', scale: true },
      series: found.groups.map(({ name }, place) => ({
        type: 'scatter',
        name,
        symbol: shapes[place % shapes.length],
        symbolSize: 6,
        itemStyle: { opacity: 0.6 },
        data: projection.points.filter(point => point[2] === place).map(([x, y]) => [x, y]),
      })),
    }),
    [found, projection],
  )
  return (
    <Chart
      title="Customers, near who is alike"
      says={`Scatter of ${projection.points.length} customers by ${projection.method}, coloured by group.`}
      option={option}
      height={360}
      table={{
        heads: ['Group', 'Customers', 'Share'],
        rows: found.groups.map(({ name, customers, share }) => [name, customers, share]),
      }}
    />
  )
}
