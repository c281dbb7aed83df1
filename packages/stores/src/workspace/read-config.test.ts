import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeProblem } from '@kindred/engine'
import { afterAll, describe, expect, test } from 'vitest'
import { readMemory } from './memory-amount.ts'
import { readWorkspaceConfig } from './read-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(text: string, environment: Record<string, string> = {}) {
  writeFileSync(join(folder, 'kindred.config.yaml'), text)
  const { config, problems } = await readWorkspaceConfig(folder, environment)
  return { config, problems: problems.map(describeProblem) }
}

describe('what the file says', () => {
  test('nothing: everything is embedded', async () => {
    for (const text of [
      '',
      '# a comment\n',
      '{}',
      'warehouse: embedded\ncatalog: embedded\nprofiles: embedded\n',
      'warehouse:\n',
    ]) {
      expect(await read(text)).toEqual({
        config: {
          settings: {},
          warehouse: { kind: 'embedded' },
          catalog: { kind: 'embedded' },
          profiles: { kind: 'embedded' },
          definitions: undefined,
        },
        problems: [],
      })
    }
  })

  test('settings, definition files and the memory of the embedded warehouse', async () => {
    const { config } = await read(
      'workspace: shop\ntimezone: Europe/Prague\ncurrency: CZK\nweek_starts: sunday\nvalue: sum(purchase.amount)\nwarehouse: { memory: 2 GB }\ndefinitions: [a.yaml, b.yaml]\n',
    )
    expect(config).toEqual({
      settings: {
        workspace: 'shop',
        timezone: 'Europe/Prague',
        currency: 'CZK',
        weekStart: 7,
        value: 'sum(purchase.amount)',
      },
      warehouse: { kind: 'embedded', memory: 2 * 1024 ** 3 },
      catalog: { kind: 'embedded' },
      profiles: { kind: 'embedded' },
      definitions: ['a.yaml', 'b.yaml'],
    })
  })

  test('servers, with passwords out of the environment', async () => {
    const text = `
warehouse: { urls: [http://one:8123, https://two:8443/], cluster: shop, user: kindred, password_env: CH, database: shop }
catalog: { url: postgres://kindred@db/shop, password_env: PG }
profiles: { url: rediss://kindred@cache:6380/2, password_env: RD, prefix: shop-1 }
`
    const { config, problems } = await read(text, { CH: 'p@ss', PG: 'wo:rd/', RD: '@/?#' })
    expect(problems).toEqual([])
    expect(config?.warehouse).toEqual({
      kind: 'server',
      nodes: [
        { url: 'http://one:8123', user: 'kindred', password: 'p@ss' },
        { url: 'https://two:8443', user: 'kindred', password: 'p@ss' },
      ],
      database: 'shop',
      cluster: 'shop',
    })
    expect(config?.catalog).toEqual({ kind: 'server', url: 'postgres://kindred:wo%3Ard%2F@db/shop' })
    expect(config?.profiles).toEqual({
      kind: 'server',
      url: 'rediss://kindred:%40%2F%3F%23@cache:6380/2',
      prefix: 'shop-1',
    })
    expect((await read('profiles: redis://cache\n')).config?.profiles).toEqual({
      kind: 'server',
      url: 'redis://cache',
      prefix: 'kindred',
    })
  })
})

describe('the environment goes before the file', () => {
  test('addresses, with user and password in them', async () => {
    const { config, problems } = await read('warehouse: http://other:1\ncatalog: postgres://other/x\n', {
      KINDRED_WAREHOUSE_URL: 'http://u:s%40cret@one:8123, http://two:8123',
      KINDRED_WAREHOUSE_CLUSTER: 'c',
      KINDRED_WAREHOUSE_PASSWORD: 'other',
      KINDRED_CATALOG_URL: 'postgres://u:p@db:5433/k',
      KINDRED_PROFILES_URL: 'redis://cache:6380',
      KINDRED_PROFILES_PASSWORD: 'secret',
    })
    expect(problems).toEqual([])
    expect(config?.warehouse).toMatchObject({
      nodes: [
        { url: 'http://one:8123', user: 'u', password: 's@cret' },
        { url: 'http://two:8123', user: 'default', password: 'other' },
      ],
      cluster: 'c',
    })
    expect(config?.catalog).toEqual({ kind: 'server', url: 'postgres://u:p@db:5433/k' })
    const profiles = { kind: 'server', url: 'redis://:secret@cache:6380', prefix: 'kindred' }
    expect(config?.profiles).toEqual(profiles)
  })

  test('an empty variable says nothing', async () => {
    const { config } = await read('', {
      KINDRED_WAREHOUSE_URL: '',
      KINDRED_CATALOG_URL: '',
      KINDRED_PROFILES_URL: '',
    })
    expect([config?.warehouse.kind, config?.catalog.kind, config?.profiles.kind]).toEqual(
      Array(3).fill('embedded'),
    )
  })
})

describe('what is wrong is named, with its place and what to write', () => {
  const wrong: [string, string][] = [
    [
      'warehous: embedded',
      "line 1, columns 1–8: The configuration has no key 'warehous'. Write 'warehouse'.",
    ],
    ['warehouse: { password: s3cret }', "'warehouse' has no key 'password'. Write 'password_env'."],
    ['warehouse: { url: "http://u:s3cret@one" }', "The address in 'warehouse.url' holds a password."],
    ['catalog: postgres://u:s3cret@db/x', "The address in 'catalog.url' holds a password."],
    ['warehouse: one:8123', "'warehouse.url' is 'one:8123', which is no address of a ClickHouse server."],
    [
      'catalog: mysql://u:s3cret@db/x',
      "'catalog.url' is 'mysql://db/x', which is no address of a PostgreSQL server.",
    ],
    ['profiles: redis://:s3cret@cache', "The address in 'profiles.url' holds a password."],
    [
      'profiles: http://u:s3cret@cache',
      "'profiles.url' is 'http://cache', which is no address of a Redis or Valkey server. Write an address such as redis://localhost:6379.",
    ],
    ['profiles: { prefix: "a{b" }', "'profiles.prefix' is 'a{b', which cannot begin the names of keys."],
    ['profiles: { password: s3cret }', "'profiles' has no key 'password'. Write 'password_env'."],
    [
      'warehouse: { url: http://one, password_env: NOT_SET }',
      'names the environment variable NOT_SET, which is not set',
    ],
    [
      'warehouse: { urls: [http://one, http://two] }',
      "names 2 servers and not the cluster they are in. Add 'cluster'",
    ],
    ['warehouse: { urls: [] }', "'warehouse.urls' is empty."],
    ['warehouse: { memory: lots }', "'warehouse.memory' is 'lots', which is no amount of memory."],
    ['warehouse: { memory: 100 MB }', "'warehouse.memory' is '100 MB'"],
    ['warehouse: [s3cret]', "'warehouse' should be a mapping of keys to values, and is a list."],
    ['timezone: Europe/Prag', "line 1, columns 11–21: 'Europe/Prag' is no time zone. Write 'Europe/Prague'."],
    ['currency: EURO', "'EURO' is no currency."],
    ['week_starts: tuesday', "'week_starts' cannot be 'tuesday'."],
    ['definitions: all.yaml', "'definitions' should be a list, and is a text."],
    ['- a list', 'The configuration should be a mapping of keys to values, and is a list.'],
    ['a: [', 'This cannot be read as YAML'],
    ['timezone: UTC\ntimezone: UTC', "line 2, columns 1–8: 'timezone' stands here a second time"],
  ]
  test.each(wrong)('%s', async (text, says) => {
    const { config, problems } = await read(text)
    expect(config).toBeUndefined()
    expect(problems.join('\n')).toContain(says)
    expect(problems.join('\n')).toMatch(/^kindred\.config\.yaml, line \d/)
    expect(problems.join('\n')).not.toContain('s3cret')
  })

  test('all problems at once', async () => {
    const { problems } = await read('warehouse: one:8123\ncatalog: two\nprofiles: three\n')
    expect(problems).toHaveLength(3)
  })

  test('a folder without a configuration is no workspace', async () => {
    await expect(readWorkspaceConfig(tmpdir(), {})).rejects.toMatchObject({ code: 'config_missing' })
  })
})

test('amounts of memory', () => {
  const gibibyte = 1024 ** 3
  const read = (text: string | number) => readMemory(text, 8 * gibibyte)
  expect(['2GB', '2 gib', '2048 MB', 2 * gibibyte, '25%', '25 %'].map(read)).toEqual(
    Array(6).fill(2 * gibibyte),
  )
  expect(read('1.5 GB')).toBe(1.5 * gibibyte)
  expect(['', '1', '9 GB', '101%', '-1 GB', '1 XB', 'GB'].map(read)).toEqual(Array(7).fill(undefined))
})
