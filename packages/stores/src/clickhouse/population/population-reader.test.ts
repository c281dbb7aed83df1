import { compileText } from '@kindred/language'
import { testVocabulary } from '@kindred/language/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ClickHouseRecords } from '../clickhouse-records.ts'
import type { Nodes } from '../nodes.ts'
import { testNodes } from '../testing/test-nodes.ts'
import { PopulationReader } from './population-reader.ts'

/** Ten rows of the sparse index. */
const CUSTOMERS = 81_920
const JUST_NOW = Date.UTC(2026, 10, 30)
const LONG_AGO = Date.UTC(2020, 0, 1)

describe('A range of customers', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await testNodes()
    const records = new ClickHouseRecords(nodes)
    await records.migrate()
    await records.declare({ attributes: new Map(), events: new Map([['visit', new Map()]]) })
    const numbers = `FROM numbers(${CUSTOMERS})`
    const { customerChanges, customers, events } = nodes.tables
    for (const sql of [
      `INSERT INTO ${events} (customer_id, at, event_id, event) SELECT hex(number), toDateTime64(0, 3, 'UTC'), '', 'visit' ${numbers}`,
      `INSERT INTO ${customerChanges} (customer_id, since) SELECT hex(number), toDateTime64('2026-01-01', 3, 'UTC') ${numbers}`,
      `INSERT INTO ${customers} (customer_id, since) SELECT hex(number), toDateTime64('2026-01-01', 3, 'UTC') ${numbers}`,
    ])
      await nodes.command({ sql })
  })
  afterAll(() => nodes.close())

  test.each([
    ['as they are now', JUST_NOW],
    ['as they were', LONG_AGO],
  ])('reads no more of the tables than the range holds: %s', async (_, asOf) => {
    const reader = await PopulationReader.open(nodes, 0)
    const context = { asOf, timezone: 'UTC', weekStart: 1, cutoffs: new Map() }
    const population = await reader.at(nodes.first, context)
    const { checked } = compileText('count(visit) > 0', testVocabulary, 'boolean')
    if (checked === undefined) throw new Error('The condition was not understood.')
    const masks = new Map([['bits', [checked]]])
    const statement = population.select({ masks, range: { from: 'B', below: 'C' } })
    const plan = await nodes.first.rows({ ...statement, sql: `EXPLAIN indexes = 1 ${statement.sql}` })
    const read = plan.flatMap(
      ([line]) => /Granules: (\d+)\/(\d+)/.exec(String(line))?.slice(1).map(Number) ?? [],
    )
    expect(read.length).toBeGreaterThanOrEqual(4)
    expect(Math.max(...read.filter((_, index) => index % 2 === 0))).toBeLessThanOrEqual(2)
  })
})
