import { fileOf, stageFile } from '@kindred/engine/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { detectFile } from '../../files/detect-file.ts'
import { ClickHouseWarehouse } from '../clickhouse-warehouse.ts'
import { PopulationQueries } from '../population/population-queries.ts'
import { testNodes } from '../testing/test-nodes.ts'
import type { Statement } from '../warehouse-node.ts'
import { ClickHouseImports } from './clickhouse-imports.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const rows = Array.from({ length: 1000 }, (_, at) => `c${at % 50},2026-01-01 00:00:00,${at}`)
const file = fileOf('visits.csv', `who,when,number\n${rows.join('\n')}\n`)
const mapping =
  'customer: who\nat: when\nevent: visit\nproperties: { number: number }\nattributes: { last: number }'

async function staged() {
  const nodes = await testNodes()
  const warehouse = new ClickHouseWarehouse({
    kind: 'embedded',
    nodes,
    imports: (of, journal) => new ClickHouseImports(of, journal),
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
  const { id } = await stageFile(warehouse, detectFile, { file, mapping })
  return { warehouse, node: nodes.first, tables: nodes.tables, id }
}

/** Lets the server die where it moves the parts of a table. */
function dyingAt(
  node: Awaited<ReturnType<typeof staged>>['node'],
  instead: (statement: Statement) => Promise<void>,
) {
  const command = node.command.bind(node)
  vi.spyOn(node, 'command').mockImplementation(async (statement, options) => {
    if (!/MOVE PARTITION/.test(statement.sql)) return command(statement, options)
    await instead(statement)
    throw new Error('the server was killed')
  })
  return { command }
}

const whole = { events: 1000, customers: 50, newCustomers: 50, duplicates: 0 }

test('parts that had arrived when the server died do not arrive twice', async () => {
  const { warehouse, node, tables, id } = await staged()
  const { command } = dyingAt(node, ({ sql }) => {
    const from = /ALTER TABLE (\S+) MOVE/.exec(sql)?.[1]
    return command({ sql: `INSERT INTO ${tables.events} SELECT * FROM ${from} WHERE customer_id < 'c3'` })
  })
  await expect(warehouse.imports.publish(id)).rejects.toThrow('killed')
  expect(await warehouse.counts()).toMatchObject({ events: 0, customers: 0 })
  vi.restoreAllMocks()
  expect(await warehouse.imports.publish(id)).toEqual(whole)
  expect(await warehouse.counts()).toMatchObject({ events: 1000, customers: 50 })
})

test('parts that had all arrived when the server died, and had not left where they came from, stay as they are', async () => {
  const { warehouse, node, id } = await staged()
  const { command } = dyingAt(node, async statement => {
    const [from, to] = /ALTER TABLE (\S+) MOVE .* TO TABLE (\S+)/.exec(statement.sql)?.slice(1) ?? []
    await command(statement)
    await command({ sql: `INSERT INTO ${from} SELECT * FROM ${to}` })
  })
  for (let tries = 0; tries < 2; tries++)
    await expect(warehouse.imports.publish(id)).rejects.toThrow('killed')
  vi.restoreAllMocks()
  expect(await warehouse.imports.publish(id)).toEqual(whole)
  expect(await warehouse.counts()).toMatchObject({ events: 1000, customers: 50 })
  expect((await warehouse.customer('c7', Date.UTC(2030, 0, 1)))?.attributes.get('last')).toBe(957)
})
