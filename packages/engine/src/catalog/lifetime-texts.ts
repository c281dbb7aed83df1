import {
  type ContinuousLifetimeDefinition,
  type DiscreteLifetimeDefinition,
  isDiscreteLifetime,
  type LifetimeDefinition,
} from '../records/definitions.ts'

/** What a lifetime model is fitted on, of each customer: expressions of the language, as any model's inputs are. */
export interface LifetimeText {
  readonly name: string
  readonly is: string
  readonly label: string
  readonly kind: 'number' | 'money'
}

/** Occasions that BG/BB looks back on: of who began earlier it tells nothing. */
export const MOST_OCCASIONS = 24

/**
 * On how many days there were purchases (a receipt of ten lines is one), days since the first and the last of them and,
 * where there is a value, what all of them and what the first day brought: frequency, recency, age and the mean value of
 * a later day follow. Of a contract, days since it began and since it ended; of occasions, at how many of the last ones
 * she bought.
 *
 * @example
 * lifetimeInputs(purchases).map(({ is }) => is)
 * // ['days(purchase)', 'days_since(first(purchase))', 'days_since(purchase)']
 */
export function lifetimeInputs(asked: LifetimeDefinition): readonly LifetimeText[] {
  return isDiscreteLifetime(asked) ? discreteInputs(asked) : continuousInputs(asked)
}

function continuousInputs({ event, value }: ContinuousLifetimeDefinition): readonly LifetimeText[] {
  const counted: readonly LifetimeText[] = [
    { name: 'lifetime_count', is: `days(${event})`, label: `${event}: on how many days`, kind: 'number' },
    sinceFirst(event),
    sinceLast(event),
  ]
  if (value === undefined) return counted
  return [
    ...counted,
    { name: 'lifetime_sum', is: `sum(${value})`, label: `${value}: sum`, kind: 'money' },
    {
      name: 'lifetime_first',
      is: `first_day_sum(${value})`,
      label: `${value}: of the first day`,
      kind: 'money',
    },
  ]
}

function sinceFirst(event: string): LifetimeText {
  return {
    name: 'lifetime_age',
    is: `days_since(first(${event}))`,
    label: `${event}: days since the first`,
    kind: 'number',
  }
}

function sinceLast(event: string): LifetimeText {
  return {
    name: 'lifetime_gap',
    is: `days_since(${event})`,
    label: `${event}: days since the last`,
    kind: 'number',
  }
}

function discreteInputs({ event, ends, period }: DiscreteLifetimeDefinition): readonly LifetimeText[] {
  if (ends !== undefined) return [sinceFirst(event), sinceLast(ends)]
  const active: LifetimeText = {
    name: 'lifetime_active',
    is: Array.from(
      { length: MOST_OCCASIONS },
      (_, at) => `if(did(${event}, ${occasion(period, at)}), 1, 0)`,
    ).join(' + '),
    label: `${event}: at how many of the last ${MOST_OCCASIONS} occasions`,
    kind: 'number',
  }
  return [sinceFirst(event), sinceLast(event), active]
}

/** The window of so many periods ago. */
function occasion(period: string, ago: number): string {
  const [count, unit] = [Number(period.slice(0, -1)), period.slice(-1)]
  return ago === 0 ? period : `${(ago + 1) * count}${unit} to ${ago * count}${unit} ago`
}

/** What the model is judged by: what came within the horizon. */
export function lifetimeTarget(asked: LifetimeDefinition): string {
  const { event, gives, horizon } = asked
  if (isDiscreteLifetime(asked) && asked.model === 'sbg')
    return `never(${asked.ends ?? event}) in next ${horizon}`
  if (gives === 'alive') return `did(${event}) in next ${horizon}`
  return gives === 'value' && asked.value !== undefined
    ? `sum(${asked.value}) in next ${horizon}`
    : `${isDiscreteLifetime(asked) ? 'count' : 'days'}(${event}) in next ${horizon}`
}
