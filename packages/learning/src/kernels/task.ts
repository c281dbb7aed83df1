import type { Kernels } from './kernels.ts'
import type { KernelName } from './serve.ts'

/** A field of a task: where an array lies, or a whole number. */
export type TaskField = number | { readonly byteOffset: number }

/** A task in the memory of the kernels: its fields in the order in which the kernel's class has them, 4 bytes each. */
export class Task<Name extends string> {
  readonly #kernels: Kernels
  readonly #places: ReadonlyMap<string, number>
  readonly #words: Int32Array
  readonly #singles: Float32Array

  constructor(kernels: Kernels, fields: Readonly<Record<Name, TaskField>>) {
    const entries: [string, TaskField][] = Object.entries(fields)
    this.#kernels = kernels
    this.#places = new Map(entries.map(([name], place) => [name, place]))
    this.#words = kernels.integers(entries.length)
    this.#singles = new Float32Array(this.#words.buffer, this.#words.byteOffset, entries.length)
    entries.forEach(([, field], place) => {
      this.#words[place] = typeof field === 'number' ? field : field.byteOffset
    })
  }

  /** Writes a field that is a number in single precision. */
  setSingle(name: Name, value: number): void {
    this.#singles[this.#places.get(name)!] = value
  }

  setInteger(name: Name, value: number): void {
    this.#words[this.#places.get(name)!] = value
  }

  /** A whole number that the kernel has written. */
  integer(name: Name): number {
    return this.#words[this.#places.get(name)!]!
  }

  /** The answer of a function of this task. */
  ask(kernel: 'cheapestMerge'): number {
    return this.#kernels.ask(kernel, this.#words.byteOffset)
  }

  /** Does all parts, the field `next` counting them. */
  run(kernel: KernelName): void {
    const next = this.#places.get('next')
    if (next !== undefined) this.#words[next] = 0
    this.#kernels.run(kernel, this.#words)
  }
}
