import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@kindred/api'

/** Ctrl-C while a command works. */
export interface Interruption {
  /** Aborted by the first one; the second ends the process at once. */
  readonly signal: AbortSignal
  end(): void
}

/** By convention: 128 and the number of the signal. */
export const INTERRUPTED = 130

export function watchInterruption(): Interruption {
  const stop = new AbortController()
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(INTERRUPTED)
    console.error('\nStopping. Ctrl-C again ends at once.')
    stop.abort()
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const one of signals) process.on(one, onSignal)
  return { signal: stop.signal, end: () => signals.forEach(one => void process.off(one, onSignal)) }
}

/** A client whose every call is given up when the signal says so. */
export function cancellable(client: Client, signal: AbortSignal): Client {
  return new Proxy(client, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name)
      if (typeof call !== 'function') return call
      return (input?: unknown, options: object = {}) => call(input, { signal, ...options })
    },
  })
}

/** How long an import is waited for that is being taken back. */
const PATIENCE_MILLIS = 20_000
const EVERY_MILLIS = 100

/**
 * What became of the work that was given up: an import is taken back, which takes a while, unless all of it had been
 * read.
 *
 * @param since - UTC milliseconds: when the command began.
 */
export async function whatBecame(client: Client, since: number): Promise<string> {
  const until = Date.now() + PATIENCE_MILLIS
  for (;;) {
    const [newest] = (await client.imports({ limit: 1 })).imports
    if (newest === undefined || Date.parse(newest.started_at) < since) return 'nothing is left half done'
    if (newest.state === 'failed') return 'the import was taken back whole, nothing of it is kept'
    if (newest.state === 'done') return 'the import had all been read by then and was finished'
    if (Date.now() >= until) return 'the next `kindred` command ends the import: whole, or not at all'
    await pause(EVERY_MILLIS)
  }
}
