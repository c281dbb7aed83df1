import type { AnswerOf, Contract } from '@kindred/api'
import { Alert, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Empty } from './empty.tsx'
import { English } from './english.tsx'
import { counted, formatNumber } from './format.ts'

type Plan = Pick<AnswerOf<Contract['plan']>, 'problems' | 'effects' | 'taken_over'>
type Effect = Plan['effects'][number]

/** What a change would do, and to whom. */
export function PlannedChange({ plan }: { plan: Plan }): ReactNode {
  const errors = plan.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    return (
      <Alert color="red" title="It cannot be saved like this">
        {errors.map(({ says, remedy }) => (
          <Text size="sm" key={says}>
            {says} {remedy}
          </Text>
        ))}
      </Alert>
    )
  if (plan.effects.length === 0) return <Empty says="Nobody would move." />
  return (
    <Stack>
      {plan.effects.map(effect => (
        <EffectCard key={`${effect.kind} ${effect.id} ${effect.class ?? ''}`} effect={effect} />
      ))}
    </Stack>
  )
}

function EffectCard({ effect }: { effect: Effect }): ReactNode {
  const { name, id, class: className, before, after, entering, leaving } = effect
  return (
    <Paper withBorder p="sm">
      <Text fw={600}>
        {name ?? id}
        {className === undefined ? '' : `: ${className}`}
      </Text>
      <Text size="sm" c="dimmed">
        {formatNumber(before)} now, {formatNumber(after)} after it
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
        <Movers says={`${counted(entering, 'customer')} would enter`} movers={effect.entering_examples} />
        <Movers says={`${counted(leaving, 'customer')} would leave`} movers={effect.leaving_examples} />
      </SimpleGrid>
    </Paper>
  )
}

function Movers({ says, movers }: { says: string; movers: Effect['entering_examples'] }): ReactNode {
  return (
    <div>
      <Text size="sm" fw={600}>
        {says}
      </Text>
      {movers.map(({ customer, why }) => (
        <Text size="sm" key={customer}>
          <Link to="/customers/$id" params={{ id: customer }}>
            {customer}
          </Link>
          : <English text={why} />
        </Text>
      ))}
    </div>
  )
}
