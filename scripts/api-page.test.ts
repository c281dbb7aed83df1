import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { apiPage } from './api-page.ts'

test('the page of the API says what the contract says: run `npm run docs:api` after changing it', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../docs/reference/api.md'), 'utf8')
  expect(page).toBe(apiPage())
  expect(page).not.toMatch(/undefined|\[object/)
})
