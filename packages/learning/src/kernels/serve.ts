import { type WasmExports, type WasmMemory, type WasmModule, webAssembly } from './web-assembly.ts'

/** What a helping thread is given. */
export interface KernelShare {
  readonly module: WasmModule
  readonly memory: WasmMemory
  /** Where the words are by which threads agree. */
  readonly control: number
  readonly thread: number
}

/** Words in the memory by which threads agree. */
export const CONTROL = { round: 0, kernel: 1, task: 2, done: 3, words: 4 } as const

export const KERNELS = [
  'assign',
  'assignFew',
  'measure',
  'scatter',
  'distanceSums',
  'pairSums',
  'binRows',
  'boostGradients',
  'boostSplit',
  'growForest',
  'logisticLoss',
  'scoreTrees',
] as const
export type KernelName = (typeof KERNELS)[number]

/** In place of a kernel's number: there is no more to do. */
export const STOP = -1

/** Waits for rounds, and works in each, until it is told to stop. */
export function serve({ module, memory, control: place, thread }: KernelShare): void {
  const { exports } = new webAssembly.Instance(module, { env: { memory, abort } })
  const control = new Int32Array(memory.buffer, place, CONTROL.words)
  for (let round = 0; ; ) {
    waitWhile(control, CONTROL.round, round)
    round = Atomics.load(control, CONTROL.round)
    const kernel = Atomics.load(control, CONTROL.kernel)
    if (kernel !== STOP) runKernel(exports, KERNELS[kernel], Atomics.load(control, CONTROL.task), thread)
    Atomics.add(control, CONTROL.done, 1)
    Atomics.notify(control, CONTROL.done)
    if (kernel === STOP) return
  }
}

/** Looks so often before it sleeps: the next round mostly comes sooner than waking up would take. */
const LOOKS = 10_000

/** Goes on when a word is not what it was. */
export function waitWhile(control: Int32Array, word: number, value: number): void {
  for (let look = 0; look < LOOKS; look += 1) if (Atomics.load(control, word) !== value) return
  Atomics.wait(control, word, value)
}

export function runKernel(
  exports: WasmExports,
  name: string | undefined,
  ...given: readonly number[]
): number {
  const run = exports[name ?? '']
  if (typeof run !== 'function') throw new Error(`There is no kernel '${name}'.`)
  return Number(run(...given))
}

export function abort(): never {
  throw new Error('A kernel was given a task that it cannot do.')
}
