import { performance } from 'node:perf_hooks'
import { Pool } from 'undici'

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
}

/**
 * Asks for some seconds and fails on the first answer that is not good. With a rate, a request that cannot be sent when
 * it is due, since the answers before it have not come, counts its waiting, so that a server that stands still is not
 * flattered; that a timer of ours rings a millisecond late is not the server's fault, and not counted.
 */
export async function ask(load: Load): Promise<Answered> {
  const pool = new Pool(load.address, { connections: load.connections, pipelining: 1 })
  const latencies: number[] = []
  const start = performance.now()
  const end = start + load.seconds * 1000
  let sent = 0
  const worker = async (): Promise<void> => {
    for (;;) {
      const due = load.rate === undefined ? performance.now() : start + (sent / load.rate) * 1000
      sent += 1
      if (due >= end) return
      const wait = due - performance.now()
      if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
      if (performance.now() >= end) return
      const from = wait > 0 ? performance.now() : due
      await one(pool, load, load.next())
      latencies.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: load.connections }, worker))
  const seconds = (performance.now() - start) / 1000
  await pool.close()
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { perSecond: latencies.length / seconds, p50: at(0.5), p99: at(0.99) }
}

async function one(pool: Pool, { token }: Load, { path, body }: Request): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
  const { statusCode, body: answer } = await pool.request({
    path,
    method: body === undefined ? 'GET' : 'POST',
    headers,
    ...(body !== undefined && { body }),
  })
  if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}: ${await answer.text()}`)
  await answer.dump()
}
