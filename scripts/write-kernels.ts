import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { compileKernels } from './compile-kernels.ts'

const target = resolve(import.meta.dirname, '../packages/learning/src/kernels/kernels-wasm.ts')
writeFileSync(target, compileKernels())
