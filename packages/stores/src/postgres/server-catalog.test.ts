import { catalogSuite } from '@kindred/engine/testing'
import { Client } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { openServerCatalog } from './open-server-catalog.ts'
import { testServer } from './testing/test-server.ts'

const server = await testServer()
const run = `kindred_test_${process.pid}_${Date.now()}`
const schemaOf = (key: string): string => `${run}_${key}`
const schemas = new Set<string>()

afterAll(async () => {
  if (server.url === undefined) return
  const client = new Client(server.url)
  await client.connect()
  for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`)
  await client.end()
})

async function open(key: string, url = server.url ?? '') {
  schemas.add(schemaOf(key))
  const catalog = openServerCatalog({ url, schema: schemaOf(key) })
  await catalog.migrate()
  return catalog
}

catalogSuite({
  name: 'catalog on a PostgreSQL server',
  lasting: true,
  open,
  ...(server.reason !== undefined && { skip: server.reason }),
})

describe.skipIf(server.url === undefined)('on a server', () => {
  test('two processes that start together both find the tables made', async () => {
    const [one, two] = await Promise.all([open('together'), open('together')])
    expect(await one.health()).toMatchObject({ schemaVersion: 8 })
    await one.close()
    await two.close()
  })

  test('a schema of a later Kindred is refused, and said in health', async () => {
    const catalog = await open('newer')
    const client = new Client(server.url)
    await client.connect()
    await client.query(`INSERT INTO "${schemaOf('newer')}".schema_step VALUES ('0099_later', '2030-01-01')`)
    await client.end()
    await expect(catalog.migrate()).rejects.toMatchObject({ code: 'catalog_schema_newer' })
    expect((await catalog.health()).problem?.says).toContain(
      'has schema version 9; this Kindred knows versions up to 8',
    )
    await catalog.close()
  })

  test('what is in the audit log cannot be changed, taken away or emptied out, even by who owns the table', async () => {
    const catalog = await open('audit-stays')
    const actor = { kind: 'owner', id: 'owner', name: 'anna' } as const
    const done = { actor, action: 'apply', targets: [], outcome: 'done', code: undefined, count: 1 } as const
    await catalog.audit.append([{ at: 1, ...done }])
    const client = new Client(server.url)
    await client.connect()
    const table = `"${schemaOf('audit-stays')}".audit_entry`
    for (const change of [`UPDATE ${table} SET at = 2`, `DELETE FROM ${table}`, `TRUNCATE ${table}`])
      await expect(client.query(change)).rejects.toThrow('the audit log is never changed')
    await client.end()
    expect(await catalog.audit.list({ limit: 9 })).toHaveLength(1)
    await catalog.close()
  })

  test('without its tables it says so', async () => {
    const catalog = openServerCatalog({ url: server.url ?? '', schema: schemaOf('nothing') })
    expect(await catalog.health()).toMatchObject({ reachable: true, schemaVersion: 0 })
    await expect(catalog.definitions.current()).rejects.toMatchObject({ code: 'catalog_schema_missing' })
    await catalog.close()
  })

  test('a database that is not there is named', async () => {
    const catalog = openServerCatalog({ url: (server.url ?? '').replace(/[^/]+$/, 'no_such_database') })
    await expect(catalog.migrate()).rejects.toMatchObject({ code: 'catalog_database_missing' })
    await catalog.close()
  })
})

test('a server that is not there is named without its password, and health does not throw', async () => {
  const catalog = openServerCatalog({ url: 'postgres://anna:very%20secret@127.0.0.1:1/shop' })
  const error = await catalog.migrate().catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'catalog_unreachable' })
  const health = await catalog.health()
  expect(health).toMatchObject({ node: 'postgres://127.0.0.1:1/shop', reachable: false })
  expect(`${String(error)} ${JSON.stringify(health)}`).not.toContain('secret')
  await catalog.close()
})

test('an address that is none is refused', () => {
  for (const url of ['localhost', 'mysql://localhost/shop'])
    expect(() => openServerCatalog({ url })).toThrow(/postgres:\/\/user:password@host/)
})
