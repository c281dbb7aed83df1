import type { Refresh, Served, Standing } from '@kindred/engine'
import { optionalAmount, optionalInstant } from './typed-value.ts'

/** The figures of a segment or class. */
export function standingAnswer(standing: Standing, valueType: Refresh['valueType']) {
  return {
    size: standing.size,
    share_of_customers: standing.shareOfCustomers ?? null,
    ...optionalAmount(valueType, standing.value),
    share_of_value: standing.shareOfValue ?? null,
    entered: standing.entered,
    left: standing.left,
    change: standing.change,
  }
}

/** How old they are, and what is wrong. */
export function servedAnswer({ state, asOf, ageMillis, failure }: Served) {
  return {
    state,
    as_of: optionalInstant(asOf),
    age_seconds: ageMillis === undefined ? null : ageMillis / 1000,
    ...(failure === undefined ? {} : { failure: { ...failure } }),
  }
}

interface Described {
  readonly name?: string
  readonly description?: string
  readonly owner?: string
  readonly labels?: readonly string[]
}

/** What every definition may carry; without a name its id is shown as words. */
export function describedAnswer(id: string, { name, description, owner, labels }: Described) {
  return {
    id,
    name: name ?? displayName(id),
    ...(description === undefined ? {} : { description }),
    ...(owner === undefined ? {} : { owner }),
    labels: [...(labels ?? [])],
  }
}

/** `high_value` is shown as `High value`. */
export function displayName(id: string): string {
  const words = id.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
