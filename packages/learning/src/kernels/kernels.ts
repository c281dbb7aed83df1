import type { Worker } from 'node:worker_threads'
import { sendHelpers, takeHelpersBack } from './helper-threads.ts'
import { freshMemory, takeHome } from './kernel-memory.ts'
import { KERNELS_WASM } from './kernels-wasm.ts'
import { abort, CONTROL, KERNELS, type KernelName, runKernel, STOP, waitWhile } from './serve.ts'
import { type WasmExports, type WasmMemory, type WasmModule, webAssembly } from './web-assembly.ts'

let compiled: WasmModule | undefined

/** Parts that a task is cut into. They are the same for any number of threads, and so is every sum. */
export const PARTS = 16

/**
 * Compiled loops over one memory, which helping threads share. A task is a list of numbers in that memory; the calling
 * thread works too, and waits for the others. Dispose of it when done: threads and memory are
 * there for the next one, and nothing may be read of it any more.
 */
export class Kernels implements Disposable {
  /** Whether the guest's own memory is worked in. */
  readonly isHome: boolean
  readonly #memory: WasmMemory
  readonly #exports: WasmExports
  readonly #control: Int32Array
  readonly #helpers: readonly Worker[]
  readonly #giveBack: () => void
  #free: number

  /**
   * @param bytes - All that will be allocated but for the guest, with 16 to spare for each piece.
   * @param guest - What is worked on where it is, if its memory can be had: see `isHome`. Else there is room for a copy.
   */
  constructor(bytes: number, threads: number, guest?: ArrayBufferView) {
    compiled ??= new webAssembly.Module(Buffer.from(KERNELS_WASM, 'base64'))
    const home = guest && takeHome(guest, bytes)
    const { memory, free, giveBack } = home ?? freshMemory(bytes + (guest?.byteLength ?? 0))
    this.isHome = home !== undefined
    this.#memory = memory
    this.#giveBack = giveBack
    this.#free = free
    this.#exports = new webAssembly.Instance(compiled, { env: { memory: this.#memory, abort } }).exports
    this.#control = this.integers(CONTROL.words)
    this.#helpers = sendHelpers(threads - 1, compiled, { memory, control: this.#control.byteOffset })
  }

  bytes(count: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, this.#allocate(count), count)
  }

  integers(count: number): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#allocate(4 * count), count)
  }

  singles(count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#allocate(4 * count), count)
  }

  doubles(count: number): Float64Array {
    return new Float64Array(this.#memory.buffer, this.#allocate(8 * count), count)
  }

  #allocate(bytes: number): number {
    const place = this.#free
    this.#free = Math.ceil((place + bytes) / 16) * 16
    return place
  }

  /** The answer of a function that needs no other threads: of a size, or of the place of a task. */
  ask(name: 'scratchSize' | 'cheapestMerge', given: number): number {
    return runKernel(this.#exports, name, given)
  }

  /** Lets all threads work at a task until it is done. */
  run(name: KernelName, task: Int32Array): void {
    Atomics.store(this.#control, CONTROL.kernel, KERNELS.indexOf(name))
    Atomics.store(this.#control, CONTROL.task, task.byteOffset)
    Atomics.store(this.#control, CONTROL.done, 0)
    this.#nextRound()
    runKernel(this.#exports, name, task.byteOffset, 0)
    this.#waitForHelpers()
  }

  #waitForHelpers(): void {
    for (let done = 0; done < this.#helpers.length; done = Atomics.load(this.#control, CONTROL.done))
      waitWhile(this.#control, CONTROL.done, done)
  }

  #nextRound(): void {
    Atomics.add(this.#control, CONTROL.round, 1)
    Atomics.notify(this.#control, CONTROL.round)
  }

  [Symbol.dispose](): void {
    Atomics.store(this.#control, CONTROL.kernel, STOP)
    Atomics.store(this.#control, CONTROL.done, 0)
    this.#nextRound()
    // Nobody may still listen where the next one writes.
    this.#waitForHelpers()
    takeHelpersBack(this.#helpers)
    this.#giveBack()
  }
}
