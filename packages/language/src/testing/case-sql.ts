import { compileText } from '../compile-text.ts'
import { compilePopulation } from '../sql/compile-population.ts'
import type { SqlParam } from '../sql/sql-query.ts'
import type { Situation } from './given.ts'

/** A statement as a person reviews it. */
export interface WrittenSql {
  readonly sql: string
  /** `p0 "CZ", p1 3`: names and values in order, long lists by their length. */
  readonly params: string
}

/** The statement of a case over tables called events and customers. */
export function sqlOfCase({ text, vocabulary, cutoffs, asOf }: Situation): WrittenSql {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
  const { sql, params } = compilePopulation({
    expressions: new Map([['answer', checked]]),
    asOf,
    timezone: vocabulary.timezone,
    weekStart: vocabulary.weekStart,
    cutoffs,
    tables: { events: 'events', customers: 'customers' },
  })
  const values = Object.entries(params).map(([name, { value }]) => `${name} ${written(value)}`)
  return { sql, params: values.join(', ') }
}

/** Of a zone's table only the length: it grows with each release of the time zones. */
function written(value: SqlParam['value']): string {
  if (typeof value === 'object' && value.length > 20)
    return `[a list of ${value.length > 100 ? 'hundreds' : value.length}]`
  return JSON.stringify(value)
}
