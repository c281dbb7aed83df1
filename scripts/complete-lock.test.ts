import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { missingEntries } from './complete-lock.ts'

test('the lock names the packages of every platform, so that npm ci works on each', () => {
  const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8'))
  // `npm run lock` adds them.
  expect(Object.keys(missingEntries(lock))).toEqual([])
})

test('a package of another platform is added with its platform', () => {
  const lock = {
    packages: {
      'node_modules/tool': { version: '1.0.0', optionalDependencies: { '@tool/darwin-arm64': '1.0.0' } },
    },
  }
  expect(missingEntries(lock)).toEqual({
    'node_modules/@tool/darwin-arm64': { version: '1.0.0', cpu: ['arm64'], optional: true, os: ['darwin'] },
  })
})
