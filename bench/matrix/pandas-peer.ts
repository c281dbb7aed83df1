import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** Pythons in which it may be installed: the one that is named, then Debian's own. */
const pythons = [process.env.PYTHON, '/usr/bin/python3', 'python3'].flatMap(each => each ?? [])
const needs = 'import pandas\ntry:\n import pyarrow\nexcept ImportError:\n import fastparquet'

export interface PandasRead {
  readonly seconds: number
  readonly rows: number
  readonly sum: number
}

/** pandas in a process of its own, which only works when it is asked. */
export class PandasPeer {
  readonly name: string
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, name: string) {
    this.#child = child
    this.#lines = lines
    this.name = name
  }

  /** Undefined where no Python has it with a reader of Parquet. */
  static async open(): Promise<PandasPeer | undefined> {
    const python = pythons.find(each => spawnSync(each, ['-c', needs]).status === 0)
    if (python === undefined) return undefined
    const child = spawn(python, [resolve(import.meta.dirname, 'parquet-peer.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const greeting = await lines.next()
    if (greeting.done === true) return undefined
    const { version, engine, engine_version: engineVersion } = JSON.parse(greeting.value)
    return new PandasPeer(child, lines, `pandas ${version} with ${engine} ${engineVersion}`)
  }

  async read(path: string): Promise<PandasRead> {
    this.#child.stdin?.write(`${JSON.stringify({ path })}\n`)
    const line = await this.#lines.next()
    if (line.done === true) throw new Error('pandas ended in the middle of a task.')
    return JSON.parse(line.value)
  }

  close(): void {
    this.#child.stdin?.end()
  }
}
