import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { AnsweringConnection } from './answering-connection.ts'

/** One request: its path and, of a POST, its body. */
export interface Request {
  readonly path: string
  readonly body?: string
}

export interface Load {
  readonly address: string
  readonly token: string
  readonly connections: number
  readonly seconds: number
  /** Requests a second; as many as are answered, when absent. */
  readonly rate?: number
  next(): Request
}

export interface Answered {
  readonly perSecond: number
  /** Milliseconds from when a request was due to its answer. */
  readonly p50: number
  readonly p99: number
  /** Milliseconds of that in which it was this process that did not come to look what is due. */
  readonly lateP99: number
  /** Of one processor, what this process has used. */
  readonly processor: number
}

/**
 * Asks for some seconds and fails on the first answer that is not good. With a rate, requests are due at fixed instants,
 * whatever the answers do, and each answer is timed from that instant: a server that stands still is not flattered, and
 * neither is this process when it does. It does not wait for timers, which ring in whole milliseconds, but naps for a tenth
 * of one at a time: awake all the while it would take one of two cores, and whatever else there is to do, garbage and
 * compiling of the server included, would take turns with the thread that answers.
 *
 * Connections are open, and each has had an answer, before the first is counted: who asks many times a second keeps them.
 */
export async function ask(load: Load): Promise<Answered> {
  // Helpers of its own would take turns from the server, too.
  setFlagsFromString('--no-parallel-scavenge')
  const run = new Run(load)
  await run.open()
  const used = cpuUsage()
  const start = performance.now()
  await run.until(start, start + load.seconds * 1000)
  const seconds = (performance.now() - start) / 1000
  const { user, system } = cpuUsage(used)
  run.close()
  const latencies = Float64Array.from(run.latencies).sort()
  return {
    perSecond: latencies.length / seconds,
    p50: shareOf(latencies, 0.5),
    p99: shareOf(latencies, 0.99),
    lateP99: shareOf(Float64Array.from(run.lateness).sort(), 0.99),
    processor: (user + system) / 1e6 / seconds,
  }
}

function shareOf(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Milliseconds for which nobody looks whether there is an answer. */
const LONGEST_NAP = 0.1
const nothing = new Int32Array(new SharedArrayBuffer(4))

class Run {
  readonly latencies: number[] = []
  readonly lateness: number[] = []
  readonly #load: Load
  readonly #connections: AnsweringConnection[] = []
  readonly #free: AnsweringConnection[] = []
  #begun = 0
  /** When it was last looked whether anything is due. */
  #looked = 0
  #start = 0
  #end = 0
  #isCounted = false
  #settle: { resolve(): void; reject(error: Error): void } | undefined

  constructor(load: Load) {
    this.#load = load
  }

  /** Opens the connections; each asks once, so that what is done for a connection's first request is behind it. */
  async open(): Promise<void> {
    const options = {
      address: this.#load.address,
      answered: (connection: AnsweringConnection, due: number) => this.#answered(connection, due),
      failed: (error: Error) => this.#settle?.reject(error),
    }
    for (let count = 0; count < this.#load.connections; count += 1)
      this.#connections.push(await AnsweringConnection.open(options))
    await this.#settled(() => {
      for (const connection of this.#connections) connection.ask({ bytes: this.#bytesOfNext(), due: 0 })
    })
  }

  /** Resolves when everything that was due before the end has been answered. */
  async until(start: number, end: number): Promise<void> {
    this.#start = start
    this.#looked = start
    this.#end = end
    this.#isCounted = true
    await this.#settled(() => this.#goOn())
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }

  #settled(begin: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      begin()
    })
  }

  #answered(connection: AnsweringConnection, due: number): void {
    this.#free.push(connection)
    if (this.#isCounted) this.latencies.push(performance.now() - due)
    const isLast = !this.#isCounted || this.#due() >= this.#end
    if (isLast && this.#free.length === this.#connections.length) this.#settle?.resolve()
    else if (this.#isCounted) this.#askWhatIsDue()
  }

  #due(): number {
    const { rate } = this.#load
    return rate === undefined ? performance.now() : this.#start + (this.#begun / rate) * 1000
  }

  readonly #goOn = (): void => {
    this.#askWhatIsDue()
    if (this.#load.rate === undefined || this.#due() >= this.#end) return
    const left = this.#due() - performance.now()
    if (left > 0) Atomics.wait(nothing, 0, 0, Math.min(left, LONGEST_NAP))
    setImmediate(this.#goOn)
  }

  #askWhatIsDue(): void {
    const looked = this.#looked
    this.#looked = performance.now()
    while (this.#free.length > 0) {
      const due = this.#due()
      const now = performance.now()
      if (due > now || due >= this.#end) return
      this.#begun += 1
      this.lateness.push(now - Math.max(due, looked))
      this.#free.pop()?.ask({ bytes: this.#bytesOfNext(), due })
    }
  }

  #bytesOfNext(): string {
    const { path, body } = this.#load.next()
    const { host } = new URL(this.#load.address)
    const head = `HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${this.#load.token}`
    if (body === undefined) return `GET ${path} ${head}\r\n\r\n`
    const length = Buffer.byteLength(body)
    return `POST ${path} ${head}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`
  }
}
