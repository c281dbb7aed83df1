import type { NumberColumn, Table } from '@kindred/learning'
import type { DiscoveredFeature } from '../../records/discovery.ts'
import { nounOf } from './noun-of.ts'

/** What the number of a feature is a number of: it decides how it is said. */
export type FeatureMeasure =
  | 'age'
  | 'average'
  | 'boolean'
  | 'category'
  | 'count'
  | 'days_since'
  | 'gap'
  | 'number'
  | 'share'
  | 'total'

export type NamedFeature = Pick<DiscoveredFeature, 'id' | 'is' | 'label' | 'kind'>

/**
 * Told by the expression, where that is only a name by the label, else by the values: numbers between 0 and 1 that are not all whole are shares.
 */
export function measureOf(feature: NamedFeature, table: Table): FeatureMeasure {
  if (feature.kind === 'boolean' || feature.kind === 'category') return feature.kind
  const outer = outerCall(feature.is)
  if (outer === 'days_since' || /^(?:the )?days since\b/i.test(feature.label)) return 'days_since'
  if (outer === 'average_gap') return 'gap'
  if (outer === 'age' || /^age$/i.test(feature.label)) return 'age'
  if (outer === 'count' || outer === 'distinct' || outer === 'days' || outer === 'streak') return 'count'
  if (outer === 'avg' || outer === 'min' || outer === 'max') return 'average'
  if (outer === 'sum' || outer === 'first_day_sum') return 'total'
  if (/^(?:the )?days since\b/i.test(feature.label)) return 'days_since'
  if (/^(?:the )?average\b/i.test(feature.label)) return 'average'
  const column = table.columns.find(({ name }) => name === feature.id)
  if (feature.kind === 'number' && column?.kind === 'number' && isCount(feature, column)) return 'count'
  if (feature.kind === 'number' && column?.kind === 'number' && isShare(column)) return 'share'
  return feature.kind === 'money' ? 'total' : 'number'
}

/** The function of which the whole expression is one call: `count(a) / count(b)` is of none. */
function outerCall(expression: string): string | undefined {
  const text = expression.trim()
  const name = /^([a-z_]+)\s*\(/.exec(text)?.[1]
  if (name === undefined) return undefined
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, quoted => '"'.repeat(quoted.length))
  let open = 0
  const end = [...bare].findIndex(character => {
    if (character === '(') open += 1
    if (character === ')') open -= 1
    return character === ')' && open === 0
  })
  return end === [...bare].length - 1 ? name : undefined
}

/** Whole numbers of something in the plural: orders, visits by phone. An income in whole thousands is none, nor a rank by points. */
function isCount({ label }: NamedFeature, { values }: NumberColumn): boolean {
  const [head = ''] = nounOf(label).split(/\s(?:at|by|for|from|in|of|on|per|to|with)\s/)
  return (
    /\p{L}{2}(?<!s)s$/u.test(head) &&
    values.every(value => Number.isNaN(value) || (value >= 0 && value % 1 === 0))
  )
}

function isShare({ values }: NumberColumn): boolean {
  const known = values.filter(value => !Number.isNaN(value))
  return known.some(value => value !== 0 && value !== 1) && known.every(value => value >= 0 && value <= 1)
}
