import type { WireExplanation } from '@kindred/api'
import { Button, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { English } from '../../ui/english.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'
import { customerQueries } from './customer-query.ts'

const MOST = 6

/** The segments she is not in, nearest first, each with what is missing. */
export function NearMisses({ id, most = MOST }: { id: string; most?: number }): ReactNode {
  const query = useQuery(customerQueries.explained(id))
  return (
    <Section title="Not in these, but near">
      <Loaded query={query}>
        {({ explanations }) => {
          const near = nearest(explanations).slice(0, most)
          if (near.length === 0) return <Empty says="In every segment there is." />
          return near.map(each => <NearMiss key={each.id} customer={id} missed={each} />)
        }}
      </Loaded>
    </Section>
  )
}

function nearest(explanations: readonly WireExplanation[]): readonly WireExplanation[] {
  const outside = explanations.filter(({ kind, member }) => kind === 'segment' && member === false)
  return outside.toSorted((a, b) => distanceOf(a) - distanceOf(b))
}

/** Few conditions missing are nearer than many; among as many, the smaller gap. */
function distanceOf({ missing, near_misses }: WireExplanation): number {
  const gaps = near_misses.map(({ distance }) => distance ?? 1)
  return missing.length + Math.min(1, ...gaps)
}

function NearMiss({ customer, missed }: { customer: string; missed: WireExplanation }): ReactNode {
  const [isAsked, ask] = useState(false)
  const query = useQuery({ ...customerQueries.explainedIn(customer, missed.id), enabled: isAsked })
  const smallest = query.data?.explanations[0]?.smallest_change
  return (
    <Paper withBorder p="sm">
      <Text fw={600}>
        <Link to="/segments/$id" params={{ id: missed.id }} className="quiet-link">
          {missed.name ?? missed.id}
        </Link>
      </Text>
      <Text size="sm">
        <English text={missed.in_words} />
      </Text>
      {!isAsked && (
        <Button size="compact-xs" variant="default" mt={4} onClick={() => ask(true)}>
          What would it take?
        </Button>
      )}
      {isAsked && (
        <Text size="sm" fw={500} mt={4} role="status" tabIndex={-1} ref={takeFocus}>
          {query.isError && 'It could not be found out.'}
          {query.isPending && 'Looking…'}
          {query.isSuccess && (smallest?.in_words ?? 'No change was found that would do.')}
        </Text>
      )}
    </Paper>
  )
}

/** The button that was pressed is gone: the keyboard goes on from what stands in its place. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}
