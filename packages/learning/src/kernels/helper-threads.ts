import { Worker } from 'node:worker_threads'
import type { KernelShare } from './serve.ts'
import type { WasmModule } from './web-assembly.ts'

const script = new URL(`./kernel-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
/** Helpers without work end after so many milliseconds. */
const REST = 5000

const idle: Worker[] = []
let retiring: NodeJS.Timeout | undefined

/**
 * Sends so many threads to help: those that are free, and new ones. Starting one takes longer than many a fit, so they
 * stay for a while when their work is done. None keeps the process alive.
 */
export function sendHelpers(
  count: number,
  module: WasmModule,
  share: Omit<KernelShare, 'module' | 'thread'>,
): readonly Worker[] {
  return Array.from({ length: count }, (_, at) => {
    const helper = idle.pop() ?? startHelper(module)
    helper.postMessage({ ...share, thread: at + 1 })
    return helper
  })
}

function startHelper(module: WasmModule): Worker {
  const helper = new Worker(script, { workerData: module })
  helper.unref()
  return helper
}

/** Takes back helpers that have been told to stop. */
export function takeHelpersBack(helpers: readonly Worker[]): void {
  if (helpers.length === 0) return
  idle.push(...helpers)
  clearTimeout(retiring)
  retiring = setTimeout(retire, REST)
  retiring.unref()
}

function retire(): void {
  for (const helper of idle.splice(0)) void helper.terminate()
}
