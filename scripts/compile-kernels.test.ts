import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { compileKernels } from './compile-kernels.ts'

test('the compiled kernels are those of the sources: after a change, run `npm run kernels`', () => {
  const path = resolve(import.meta.dirname, '../packages/learning/src/kernels/kernels-wasm.ts')
  expect(readFileSync(path, 'utf8') === compileKernels()).toBe(true)
}, 120_000)
