import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, testServer } from './testing/test-server.ts'
import { WarehouseNode } from './warehouse-node.ts'

describe('long statements', () => {
  let node: WarehouseNode
  beforeAll(async () => {
    const { url, app } = await testServer()
    node = new WarehouseNode({ url, ...app, database: testDatabase() })
  })

  const names = Array.from({ length: 40_000 }, (_, at) => `a 'quoted' name \\ č ${at}`)
  const params = { names: { type: 'Array(String)', value: names } }

  test('a list of any length is bound whole and in its order', async () => {
    const rows = await node.rows({
      sql: `SELECT length({names:Array(String)}), {names:Array(String)}[40000], 'a ''quoted'' name \\\\ č 39998' IN {names:Array(String)}`,
      params,
    })
    expect(rows).toEqual([['40000', names.at(-1), 1]])
  })

  test('what is read as bytes has values of any length, and every character of theirs', async () => {
    const said = {
      ...params,
      one: { type: 'String', value: "tab\t'quoted'\nback\\slash" },
      low: { type: 'Float64', value: -0 },
    }
    const sql = `SELECT length({names:Array(String)}), {names:Array(String)}[40000], {one:String}, 1 / {low:Float64}`
    const answer = await text(await node.bytes({ sql, params: said }, 'JSONCompactEachRow'))
    expect(JSON.parse(answer)).toEqual(['40000', names.at(-1), said.one.value, null])
  })

  test('numbers too', async () => {
    const value = Array.from({ length: 50_000 }, (_, at) => at)
    const sql = 'SELECT arraySum({numbers:Array(UInt32)})'
    expect(await node.rows({ sql, params: { numbers: { type: 'Array(UInt32)', value } } })).toEqual([
      ['1249975000'],
    ])
  })

  test('rows can be read by a statement of any length', async () => {
    const table = `${node.database}.long_statement`
    await node.command({ sql: `CREATE DATABASE IF NOT EXISTS ${node.database}` })
    await node.command({ sql: `CREATE OR REPLACE TABLE ${table} (x UInt8, y UInt64) ENGINE = Memory` })
    const sum = Array.from({ length: 20_000 }, () => 'x * {factor:UInt8}').join(', ')
    await node.insertBytes(
      {
        sql: `INSERT INTO ${table} (x, y) SELECT x, arraySum([${sum}]) FROM input('x UInt8') FORMAT RowBinary`,
        params: { factor: { type: 'UInt8', value: 1 } },
      },
      Readable.from([Buffer.from([1, 10, 13]), Buffer.from([32])]),
    )
    expect(await node.rows({ sql: `SELECT x, y FROM ${table} ORDER BY x` })).toEqual([
      [1, '20000'],
      [10, '200000'],
      [13, '260000'],
      [32, '640000'],
    ])
  })
})
