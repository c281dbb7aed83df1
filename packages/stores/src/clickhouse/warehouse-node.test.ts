import { once } from 'node:events'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { hostileTexts } from '@kindred/engine/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, testServer } from './testing/test-server.ts'
import { WarehouseNode } from './warehouse-node.ts'

const database = testDatabase()
let node: WarehouseNode

beforeAll(async () => {
  const { url, app } = await testServer()
  node = new WarehouseNode({ url, ...app, database })
  await node.command({ sql: `CREATE DATABASE ${database}` })
  await node.command({ sql: `CREATE TABLE ${database}.t (a String) ENGINE = MergeTree ORDER BY a` })
})

/** Statements of ours that still run on the server and contain the text. */
async function running(part: string): Promise<number> {
  const sql =
    "SELECT count() FROM system.processes WHERE position(query, {part:String}) > 0 AND position(query, 'processes') = 0"
  return Number((await node.rows({ sql, params: { part: { type: 'String', value: part } } }))[0]?.[0])
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 5 s')
    await pause(20)
  }
}

describe('values', () => {
  test('bound, hostile texts come back as they were', async () => {
    const sql = 'SELECT {one:String}, {many:Array(String)}'
    for (const value of hostileTexts) {
      const params = {
        one: { type: 'String', value },
        many: { type: 'Array(String)', value: [value, value] },
      }
      expect(await node.rows({ sql, params })).toEqual([[value, [value, value]]])
    }
  })

  test('64-bit integers, decimals and floats keep every digit', async () => {
    const sql =
      "SELECT 18446744073709551615, toDecimal64('123456789012.3456', 4), 0.1 + 0.2, 5e-324, -0.0, NULL"
    expect(await node.rows({ sql })).toEqual([
      ['18446744073709551615', '123456789012.3456', 0.1 + 0.2, 5e-324, -0, null],
    ])
  })

  test('a long list travels in the body, in reads and in writes', async () => {
    const value = Array.from({ length: 5_000 }, (_, position) => `id ${position}`)
    const params = { ids: { type: 'Array(String)', value } }
    expect(await node.rows({ sql: 'SELECT length({ids:Array(String)})', params })).toEqual([['5000']])
    await node.command({ sql: `INSERT INTO ${database}.t SELECT arrayJoin({ids:Array(String)})`, params })
    expect(await node.rows({ sql: `SELECT count() FROM ${database}.t` })).toEqual([['5000']])
    await node.command({ sql: `TRUNCATE TABLE ${database}.t` })
  })

  test('a large result comes in blocks, and ends on the server when its reader has seen enough', async () => {
    const sql = "SELECT number, 'blocks' FROM numbers(100000000)"
    let seen = 0
    for await (const block of node.blocks({ sql })) {
      seen += block.length
      if (seen > 10_000) break
    }
    expect(seen).toBeLessThan(1_000_000)
    await until(async () => (await running("'blocks'")) === 0)
  })

  test('bytes out in a format, and bytes in', async () => {
    expect(await text(await node.bytes({ sql: 'SELECT 1 AS a, 2 AS b' }, 'CSVWithNames'))).toBe(
      '"a","b"\n1,2\n',
    )
    await node.insertBytes({ sql: `INSERT INTO ${database}.t FORMAT TSV` }, Readable.from(['x\ny\n']))
    expect(await node.rows({ sql: `SELECT a FROM ${database}.t ORDER BY a` })).toEqual([['x'], ['y']])
    await node.command({ sql: `TRUNCATE TABLE ${database}.t` })
  })
})

describe('what is given up ends on the server', () => {
  test('a read', async () => {
    const controller = new AbortController()
    const sql = "SELECT sleepEachRow(1), 'read' FROM numbers(20) SETTINGS max_block_size = 1"
    const reading = node.rows({ sql }, { signal: controller.signal })
    await until(async () => (await running("'read'")) === 1)
    controller.abort()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    await until(async () => (await running("'read'")) === 0)
  })

  test('a write, of which nothing is kept', async () => {
    const controller = new AbortController()
    const sql = `INSERT INTO ${database}.t SELECT toString(sleepEachRow(1)) || 'write' FROM numbers(20) SETTINGS max_block_size = 1, min_insert_block_size_rows = 1000000`
    const writing = node.command({ sql }, { signal: controller.signal })
    await until(async () => (await running("'write'")) === 1)
    controller.abort()
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await node.rows({ sql: `SELECT count() FROM ${database}.t` })).toEqual([['0']])
  })

  test('before it began', async () => {
    const signal = AbortSignal.abort()
    await expect(node.command({ sql: `TRUNCATE TABLE ${database}.t` }, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

describe('errors name the node, say what to do and hold no secret', () => {
  const password = 's3cret-password'

  test('nobody listens', async () => {
    const lost = new WarehouseNode({ url: 'http://127.0.0.1:1/', user: 'app', password, database })
    const error = await lost.rows({ sql: 'SELECT 1' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'node_unreachable', node: 'http://127.0.0.1:1' })
    expect(String(error)).toContain('http://127.0.0.1:1 cannot be reached (ECONNREFUSED)')
    expect(String(error)).not.toContain(password)
  })

  test('the connection breaks off in the middle', async () => {
    const broken = createServer((request, response) => {
      response.write('[1]\n')
      setTimeout(() => request.socket.destroy(), 20)
    }).listen(0, '127.0.0.1')
    await once(broken, 'listening')
    const address = broken.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const half = new WarehouseNode({ url, user: 'app', password, database })
    await expect(half.rows({ sql: 'SELECT 1' })).rejects.toMatchObject({
      code: 'node_unreachable',
      node: url,
    })
    broken.close()
  })

  test('the password is wrong', async () => {
    const { url } = await testServer()
    const stranger = new WarehouseNode({ url, user: 'app', password, database })
    const error = await stranger.rows({ sql: 'SELECT 1' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'login_refused', node: url })
    expect(String(error)).not.toContain(password)
  })

  test('rights are missing', async () => {
    const { url, reader } = await testServer()
    const person = new WarehouseNode({ url, ...reader, database })
    const reading = person.rows({ sql: "SELECT * FROM file('/etc/hostname', LineAsString)" })
    await expect(reading).rejects.toMatchObject({ code: 'rights_missing' })
  })

  test('memory runs out, and the server lives on', async () => {
    const sql = 'SELECT groupArray(number) FROM numbers(100000000)'
    const hungry = node.rows({ sql, settings: { max_memory_usage: 50_000_000 } })
    await expect(hungry).rejects.toMatchObject({ code: 'memory_exhausted' })
    expect(await node.rows({ sql: 'SELECT 1' })).toEqual([[1]])
  })

  test('time runs out', async () => {
    const slow = node.rows({
      sql: 'SELECT sleepEachRow(1) FROM numbers(5) SETTINGS max_block_size = 1',
      settings: { max_execution_time: 1 },
    })
    await expect(slow).rejects.toMatchObject({ code: 'query_too_long' })
  })

  test('a server in the middle of a result', async () => {
    const sql = "SELECT throwIf(number = 500000, 's3cret') FROM numbers(1000000)"
    const error = await node.rows({ sql }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'query_failed' })
    // The server's own words may quote a row.
    expect(String(error)).not.toContain('s3cret')
  })
})
