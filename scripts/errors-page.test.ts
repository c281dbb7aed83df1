import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { errorTables } from './error-tables.ts'
import { errorsPage } from './errors-page.ts'

const root = resolve(import.meta.dirname, '..')
const page = readFileSync(resolve(root, 'docs/reference/errors.md'), 'utf8')

describe('the page of errors', () => {
  test('has a row for every code of every table, and no other', () => {
    const written = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(found => found[1])
    expect(written).toEqual(errorTables.flatMap(({ rows }) => Object.keys(rows)))
  })

  test('says what the tables say: run `npm run docs:errors` after changing one', () => {
    expect(page).toBe(errorsPage())
  })

  test('leaves no sentence without its words', () => {
    expect(page).not.toMatch(/undefined|NaN|\[object|[\u2045\u2046]|\| *\|/)
  })

  test('knows every table of codes there is', () => {
    const files = globSync('packages/*/src/**/*.ts', { cwd: root, exclude: ['**/node_modules/**'] })
    const sources = files.map(file => readFileSync(resolve(root, file), 'utf8'))
    const table = /^export const (\w+(?:Errors|Problems|_PROBLEMS))\b(?:.*=|: \{$)/gm
    const written = sources.flatMap(source => [...source.matchAll(table)].map(found => found[1] ?? ''))
    // A part of a table stands in it, and needs no place of its own.
    const isPart = (name: string) => sources.some(source => source.includes(`  ...${name},`))
    const named = [...new Set(written)].filter(name => !isPart(name))
    expect(named.sort()).toEqual(errorTables.map(({ name }) => name).sort())
  })
})
