import { resolve } from 'node:path'
import { env } from 'node:process'
import { PythonPeer } from '../python-peer.ts'

/** Pythons in which it may be installed: the one that is named, then Debian's own. */
const pythons = [env.PYTHON, '/usr/bin/python3', 'python3'].flatMap(each => each ?? [])
const needs = 'import pandas\ntry:\n import pyarrow\nexcept ImportError:\n import fastparquet'

export interface PandasRead {
  readonly seconds: number
  readonly rows: number
  readonly sum: number
}

interface PandasGreeting {
  readonly version: string
  readonly engine: string
  readonly engine_version: string
}

/** pandas in a process of its own, which only works when it is asked. */
export class PandasPeer {
  readonly name: string
  readonly #peer: PythonPeer<PandasGreeting, PandasRead>

  private constructor(peer: PythonPeer<PandasGreeting, PandasRead>) {
    const { version, engine, engine_version: engineVersion } = peer.greeting
    this.#peer = peer
    this.name = `pandas ${version} with ${engine} ${engineVersion}`
  }

  /** Undefined where no Python has it with a reader of Parquet. */
  static async open(): Promise<PandasPeer | undefined> {
    const path = resolve(import.meta.dirname, 'parquet-peer.py')
    const peer = await PythonPeer.open<PandasGreeting, PandasRead>({ path, needs, pythons })
    return peer && new PandasPeer(peer)
  }

  read(path: string): Promise<PandasRead> {
    return this.#peer.ask({ path })
  }

  close(): void {
    this.#peer.close()
  }
}
