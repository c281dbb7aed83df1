import { Worker } from 'node:worker_threads'
import { KERNELS_WASM } from './kernels-wasm.ts'
import { abort, CONTROL, CONTROL_PLACE, KERNELS, type KernelName, runKernel, STOP } from './serve.ts'
import { type WasmExports, type WasmMemory, type WasmModule, webAssembly } from './web-assembly.ts'

const PAGE = 65_536
/** No memory of a kernel is larger: places are numbers of 32 bits. */
export const MOST_BYTES: number = 65_536 * PAGE - 1
const worker = new URL(`./kernel-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

let compiled: WasmModule | undefined

/** Parts that a task is cut into. They are the same for any number of threads, and so is every sum. */
export const PARTS = 16

/**
 * Compiled loops over one memory, which helping threads share. A task is a list of numbers in that memory; the calling
 * thread works too, and waits for the others. Dispose of it when done: the threads end.
 */
export class Kernels implements Disposable {
  readonly #memory: WasmMemory
  readonly #exports: WasmExports
  readonly #control: Int32Array
  readonly #helpers: number
  #free = PAGE

  /** @param bytes - All that will be allocated, with 16 to spare for each piece. */
  constructor(bytes: number, threads: number) {
    compiled ??= new webAssembly.Module(Buffer.from(KERNELS_WASM, 'base64'))
    const pages = Math.ceil(bytes / PAGE) + 2
    this.#memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    this.#exports = new webAssembly.Instance(compiled, { env: { memory: this.#memory, abort } }).exports
    this.#control = new Int32Array(this.#memory.buffer, CONTROL_PLACE, CONTROL.words)
    this.#helpers = threads - 1
    for (let thread = 1; thread < threads; thread += 1)
      new Worker(worker, { workerData: { module: compiled, memory: this.#memory, thread } }).unref()
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
    for (let done = 0; done < this.#helpers; done = Atomics.load(this.#control, CONTROL.done))
      Atomics.wait(this.#control, CONTROL.done, done)
  }

  #nextRound(): void {
    Atomics.add(this.#control, CONTROL.round, 1)
    Atomics.notify(this.#control, CONTROL.round)
  }

  [Symbol.dispose](): void {
    Atomics.store(this.#control, CONTROL.kernel, STOP)
    this.#nextRound()
  }
}
