import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import {
  catalogSchema,
  configSchema,
  profilesSchema,
  signInSchema,
  warehouseSchema,
} from './config-schema.ts'
import { readWorkspaceConfig } from './read-config.ts'

const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/reference/configuration.md'), 'utf8')

test('the page names every key', () => {
  const keys = [
    ...Object.keys(configSchema.shape),
    ...Object.keys(warehouseSchema.shape).map(key => `warehouse.${key}`),
    ...Object.keys(catalogSchema.shape).map(key => `catalog.${key}`),
    ...Object.keys(profilesSchema.shape).map(key => `profiles.${key}`),
    ...Object.keys(signInSchema.shape).map(key => `sign_in.${key}`),
  ]
  expect(keys.filter(key => !page.includes(`\`${key}\``))).toEqual([])
})

test("the page's example is a configuration", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-config-'))
  writeFileSync(join(folder, 'kindred.config.yaml'), /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '[]')
  const environment = {
    KINDRED_WAREHOUSE_PASSWORD: 'a',
    KINDRED_CATALOG_PASSWORD: 'b',
    KINDRED_PROFILES_PASSWORD: 'c',
    KINDRED_SIGN_IN_SECRET: 'd',
  }
  const { config, problems } = await readWorkspaceConfig(folder, environment)
  expect(problems).toEqual([])
  expect(config?.warehouse).toMatchObject({ kind: 'server', cluster: 'shop' })
  expect(config?.signIn).toMatchObject({
    clientId: 'kindred',
    roles: [
      ['kindred-admins', 'admin'],
      ['marketing', 'marketer'],
    ],
  })
  expect(config?.profiles).toMatchObject({ kind: 'server', prefix: 'shop' })
  rmSync(folder, { recursive: true })
})
