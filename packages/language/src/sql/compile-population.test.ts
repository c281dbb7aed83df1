import { describe, expect, test } from 'vitest'
import type { Checked, CheckedSegmentation, FeatureRead } from '../ast/checked.ts'
import { compileText } from '../compile-text.ts'
import { testCutoffs, testVocabulary } from '../testing/vocabulary.ts'
import { compilePopulation } from './compile-population.ts'
import type { PopulationQuery } from './population-query.ts'

const asOf = Date.UTC(2026, 2, 18, 12)

function checked(text: string): Checked {
  const tree = compileText(text, testVocabulary).checked
  if (tree === undefined) throw new Error(text)
  return tree
}

function compiled(query: Partial<PopulationQuery>) {
  const { timezone, weekStart } = testVocabulary
  const tables = { events: 'events', customers: 'customers' }
  return compilePopulation({ asOf, timezone, weekStart, cutoffs: testCutoffs, tables, ...query })
}

function statement(...texts: readonly string[]): string {
  return compiled({ expressions: new Map(texts.map((text, index) => [`x${index}`, checked(text)])) }).sql
}

describe('the statement over the population', () => {
  test('reads no events and joins nothing when only attributes are needed', () => {
    expect(statement('country = "CZ" and points > 3')).toBe(
      'SELECT c.customer_id AS customer_id, ' +
        '(ifNull((c.`attribute$country` = {p0:String}), 0) AND ifNull((c.`attribute$points` > {p1:Float64}), 0)) AS `x0` ' +
        'FROM customers AS c',
    )
  })

  test('binds every value and writes none', () => {
    const hostile = `'); DROP TABLE events; --`
    const { sql, params } = compiled({
      expressions: new Map([
        ['x', checked(`country = "${hostile}" or did(visit where page = "${hostile}")`)],
      ]),
    })
    expect(sql).not.toContain('DROP')
    expect(Object.values(params).filter(({ value }) => value === hostile)).toHaveLength(1)
  })

  test('computes an aggregate once, however often and however it is written', () => {
    const sql = statement('count(visit, 7d)', 'did(visit, 1w) and never(visit, 168h)', 'count(visit, 7d) * 2')
    expect(sql.match(/count\(/g)).toHaveLength(1)
  })

  test('shares the sum and the count of a mean with the sum and the count', () => {
    const sql = statement('avg(purchase.amount)', 'sum(purchase.amount)', 'count(purchase)')
    expect(sql.match(/sum\(/g)).toHaveLength(1)
  })

  test('adds an event once to what is counted or summed over several windows', () => {
    const counts = ['1d', '7d', '60d to 30d ago'].map(window => `count(visit, ${window})`)
    const sums = ['7d', '30d'].map(window => `sum(purchase.amount, ${window})`)
    const sql = statement(...counts, 'count(purchase)', ...sums)
    expect(sql.match(/\b(count|sum)\w*\(/g)).toEqual(['countResample(', 'sumResampleIf('])
    // Two types of event with four ends of windows: five rings each. A window is the sum of its rings, latest first.
    expect(sql).toContain('countResample(0, 10, 1)(')
    expect(sql).toMatch(/toFloat64\((_cells\d+)\[10\] \+ \1\[9\]\) AS _\d+/)
    expect(sql).toMatch(/toFloat64\((_cells\d+)\[7\]\) AS _\d+/)
  })

  test('leaves a few counts to an aggregate each', () => {
    expect(statement('count(visit, 1d)', 'count(visit, 7d)', 'count(visit)')).not.toContain('Resample')
  })

  test('filters events by the widest window and asks nothing twice', () => {
    expect(statement('count(visit, 7d)')).toBe(
      'SELECT c.customer_id AS customer_id, e._0 AS `x0` FROM ' +
        '(SELECT customer_id, toFloat64(count()) AS _0 FROM events ' +
        "WHERE at <= fromUnixTimestamp64Milli({p2:Int64}, 'UTC') AND event = {p0:String} " +
        "AND at > fromUnixTimestamp64Milli({p1:Int64}, 'UTC') GROUP BY customer_id) AS e " +
        'RIGHT JOIN customers AS c ON c.customer_id = e.customer_id',
    )
    expect(statement('count(visit, 7d) + count(visit)')).not.toMatch(/WHERE[^)]*at > /)
  })

  test('packs conditions into words of 64 bits', () => {
    const conditions = Array.from({ length: 65 }, (_, index) => checked(`points > ${index}`))
    const { sql } = compiled({ masks: new Map([['bits', conditions]]) })
    expect(sql).toMatch(
      /^SELECT c\.customer_id AS customer_id, \[.*, bitShiftLeft\(toUInt64\(ifNull.*\] AS `bits` FROM/,
    )
    expect(compiled({ masks: new Map([['bits', []]]) }).sql).toContain("CAST([], 'Array(UInt64)') AS `bits`")
  })

  test('numbers classes, and keeps the events that are news beside those that are counted', () => {
    const lifecycle = testVocabulary.segmentations.get('lifecycle')?.of
    const classes = new Map<string, CheckedSegmentation[]>([
      ['classes', lifecycle === undefined ? [] : [lifecycle]],
    ])
    const events = Array.from({ length: 70 }, (_, index) => `event_${index}`)
    const { sql, params } = compiled({
      classes,
      news: { column: 'news', events, since: asOf - 1, sinceBatch: 7 },
    })
    expect(sql).toContain('toUInt16(multiIf(')
    // Seventy counts of one window are one aggregate, and whether some event came late is another.
    expect(sql.match(/countResample\(0, \d+, 1\)/g)).toHaveLength(1)
    expect(sql).toMatch(
      /max\(\(at <= fromUnixTimestamp64Milli\(\{p\d+:Int64\}, 'UTC'\) AND batch > \{p\d+:UInt32\}\)\)/,
    )
    expect(Object.values(params)).toContainEqual({ type: 'UInt32', value: 7 })
  })

  test('is as long as the graph of references, not as the tree it unfolds to', () => {
    const doubled = (depth: number): Checked => {
      let is = checked('sum(purchase.quantity) / count(purchase) + points')
      for (let level = 0; level < depth; level += 1) {
        const read: FeatureRead = {
          kind: 'feature',
          name: `f${level}`,
          is,
          type: 'number',
          unknown: true,
          span: is.span,
        }
        is = {
          kind: 'arithmetic',
          operator: '+',
          left: read,
          right: read,
          type: 'number',
          unknown: true,
          span: is.span,
        }
      }
      return is
    }
    const length = (depth: number) => compiled({ expressions: new Map([['x', doubled(depth)]]) }).sql.length
    expect(length(60)).toBeLessThan(3 * length(20))
    expect(length(60)).toBeLessThan(20_000)
    expect(() => length(1_000)).toThrow(/operations deep/)
  })

  test('keeps the names of columns as they are given', () => {
    const { sql } = compiled({ expressions: new Map([['a `b` \\', checked('points')]]) })
    expect(sql).toContain('AS `a \\`b\\` \\\\`')
  })

  test('refuses a name that stands twice, and what cannot be read', () => {
    const points = new Map([['x', checked('points')]])
    expect(() => compiled({ expressions: points, masks: new Map([['x', []]]) })).toThrow(/called 'x'/)
    expect(() => compiled({ expressions: new Map([['customer_id', checked('points')]]) })).toThrow(
      /customer_id/,
    )
    const tier = new Map([['x', checked('value_tier')]])
    expect(() => compiled({ expressions: tier, cutoffs: new Map() })).toThrow(/'value_tier'/)
  })
})
