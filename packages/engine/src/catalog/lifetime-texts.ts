import type { LifetimeDefinition } from '../records/definitions.ts'

/** What a lifetime model is fitted on, of each customer: expressions of the language, as any model's inputs are. */
export interface LifetimeText {
  readonly name: string
  readonly is: string
  readonly label: string
  readonly kind: 'number' | 'money'
}

/**
 * Purchases so far, days since the first and the last of them and, where there is a value, what all of them and what the
 * first brought: frequency, recency, age and the mean value of later purchases follow.
 *
 * @example
 * lifetimeInputs(purchases).map(({ is }) => is)
 * // ['count(purchase)', 'days_since(first(purchase))', 'days_since(purchase)']
 */
export function lifetimeInputs({ event, value }: LifetimeDefinition): readonly LifetimeText[] {
  const counted: readonly LifetimeText[] = [
    { name: 'lifetime_count', is: `count(${event})`, label: `${event}: how many`, kind: 'number' },
    {
      name: 'lifetime_age',
      is: `days_since(first(${event}))`,
      label: `${event}: days since the first`,
      kind: 'number',
    },
    {
      name: 'lifetime_gap',
      is: `days_since(${event})`,
      label: `${event}: days since the last`,
      kind: 'number',
    },
  ]
  if (value === undefined) return counted
  return [
    ...counted,
    { name: 'lifetime_sum', is: `sum(${value})`, label: `${value}: sum`, kind: 'money' },
    { name: 'lifetime_first', is: `first(${value})`, label: `${value}: of the first`, kind: 'money' },
  ]
}

/** What the model is judged by: what came within the horizon. */
export function lifetimeTarget({ event, value, gives, horizon }: LifetimeDefinition): string {
  if (gives === 'alive') return `did(${event}) in next ${horizon}`
  return gives === 'value' && value !== undefined
    ? `sum(${value}) in next ${horizon}`
    : `count(${event}) in next ${horizon}`
}
