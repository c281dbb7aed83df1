import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Found } from './duel.ts'

/** What scikit-learn answers: how long the fit took, and what it found. */
interface PeerAnswer extends Found {
  readonly seconds: number
  /** Processor seconds, of all threads. */
  readonly busy: number
}

interface PeerGreeting {
  readonly version: string
  readonly hdbscan: boolean
}

/** Pythons in which it may be installed: Debian's own comes first. */
const pythons = ['/usr/bin/python3', 'python3']

/** scikit-learn in a process of its own, which only works when it is asked. */
export class Peer {
  readonly greeting: PeerGreeting
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, greeting: PeerGreeting) {
    this.#child = child
    this.#lines = lines
    this.greeting = greeting
  }

  /** Undefined where no Python has it. */
  static async open(): Promise<Peer | undefined> {
    const has = (python: string): boolean =>
      spawnSync(python, ['-c', 'import sklearn, threadpoolctl']).status === 0
    const python = pythons.find(has)
    if (python === undefined) return undefined
    const child = spawn(python, [resolve(import.meta.dirname, 'peer.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const greeting = await lines.next()
    return greeting.done === true ? undefined : new Peer(child, lines, JSON.parse(greeting.value))
  }

  async ask(task: object): Promise<PeerAnswer> {
    this.#child.stdin?.write(`${JSON.stringify(task)}\n`)
    const line = await this.#lines.next()
    if (line.done === true) throw new Error('scikit-learn ended in the middle of a task.')
    return JSON.parse(line.value)
  }

  close(): void {
    this.#child.stdin?.end()
  }
}
