import type { AnswerOf, Contract, WireListedModel } from '@kindred/api'
import { Group, List, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { formatMoney, formatNumber, formatShare } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'
import { customerQueries } from './customer-query.ts'

/** What models foretell of her, with what makes it so. Nothing, while no model counts. */
export function Scores({ id }: { id: string }): ReactNode {
  const models =
    useQuery(queries.models()).data?.models.filter(({ champion }) => champion !== undefined) ?? []
  if (models.length === 0) return null
  return (
    <Section title="Foretold">
      {models.map(model => (
        <ScoreCard key={model.id} customer={id} model={model} />
      ))}
    </Section>
  )
}

function ScoreCard({ customer, model }: { customer: string; model: WireListedModel }): ReactNode {
  const query = useQuery(customerQueries.score(customer, model.id))
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between">
        <Text fw={600}>
          <Link to="/models/$id" params={{ id: model.id }} className="quiet-link">
            {model.name}
          </Link>
        </Text>
        <Text fw={600} className="number">
          {query.data === undefined ? '…' : scoreOf(query.data)}
        </Text>
      </Group>
      {query.isError && <Text size="sm">{query.error.message}</Text>}
      {query.data?.is_meant === false && (
        <Text size="sm" c="dimmed">
          The model is not meant for her.
        </Text>
      )}
      <List size="sm">
        {query.data?.effects.slice(0, 4).map(({ input, says }) => (
          <List.Item key={input}>{says}</List.Item>
        ))}
      </List>
    </Paper>
  )
}

function scoreOf({ score, answer, currency }: AnswerOf<Contract['explainScore']>): string {
  if (score === null) return 'unknown'
  if (answer === 'chance') return formatShare(score)
  return currency === undefined ? formatNumber(score) : formatMoney(score, currency)
}
