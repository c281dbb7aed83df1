import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** Everything that is compiled is optimised for speed and shares its memory between threads; 4 GB is the most there is. */
const options = [
  '-O3',
  '--noAssert',
  '--uncheckedBehavior=always',
  '--runtime=stub',
  '--importMemory',
  '--sharedMemory',
  '--maximumMemory=65536',
  ...['simd', 'relaxed-simd', 'threads', 'bulk-memory'].flatMap(feature => ['--enable', feature]),
]

/**
 * Compiles the kernels of learning (packages/learning/assembly, AssemblyScript) to WebAssembly.
 *
 * @returns The text of packages/learning/src/kernels/kernels-wasm.ts, the same for the same sources and compiler.
 */
export function compileKernels(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-kernels-'))
  try {
    const wasm = join(folder, 'kernels.wasm')
    const asc = join(root, 'node_modules/.bin/asc')
    execFileSync(asc, ['packages/learning/assembly/index.ts', ...options, '-o', wasm], { cwd: root })
    return [
      '// Written by `npm run kernels` from packages/learning/assembly. Change that, not this file.',
      'export const KERNELS_WASM =',
      `  '${readFileSync(wasm).toString('base64')}'`,
      '',
    ].join('\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
