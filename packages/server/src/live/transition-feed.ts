import { setTimeout as pause } from 'node:timers/promises'
import type { Live, LiveTransition } from '@kindred/engine'
import { ServerError } from '../errors.ts'

/** What of the live half tells of moves. */
export type Moves = Pick<Live, 'transitions' | 'onTransitions' | 'newestTransition' | 'oldestTransition'>

export interface FeedOptions {
  /** The last one known; absent: what comes from now on. */
  readonly after: number | undefined
  readonly definitions: ReadonlySet<string> | undefined
  /** Milliseconds after which a quiet feed gives a sign of life. */
  readonly heartbeat: number
  readonly signal: AbortSignal
}

/** Some moves, and the number up to which all has been told with them. Without moves: a sign of life. */
export interface FeedPage {
  readonly moves: readonly LiveTransition[]
  readonly position: number
}

const PAGE = 256

/**
 * Moves as they happen, read a page at a time when the page before has been taken: a reader that is slow costs nothing
 * but its place.
 *
 * @throws ServerError `transitions_gone` when what should come next is not kept any more.
 */
export async function* transitionFeed(moves: Moves, options: FeedOptions): AsyncGenerator<FeedPage> {
  const { definitions, signal } = options
  const awake = new Awakening(moves, options)
  try {
    let position = options.after ?? (await moves.newestTransition())
    yield { moves: [], position }
    while (!signal.aborted) {
      await requireKept(moves, position)
      // Read first: all up to it can be seen by the reading that follows.
      const newest = await moves.newestTransition()
      const page = await moves.transitions({
        after: position,
        limit: PAGE,
        ...(definitions === undefined ? {} : { definitions }),
      })
      const last = page.at(-1)?.seq ?? position
      position = page.length < PAGE ? Math.max(last, newest) : last
      if (page.length > 0) yield { moves: page, position }
      else if (await awake.next()) yield { moves: [], position }
    }
  } finally {
    awake.end()
  }
}

/** @throws ServerError `transitions_gone` */
export async function requireKept(moves: Moves, after: number): Promise<void> {
  const oldest = await moves.oldestTransition()
  if (oldest > after + 1) throw new ServerError('transitions_gone', { after, oldest })
}

/** Waits for a move, or until it is time to give a sign of life. A move that came since the last wait is not missed. */
class Awakening {
  readonly #heartbeat: number
  readonly #stop: () => void
  readonly #signal: AbortSignal
  #moved = true
  #wake = new AbortController()

  constructor(moves: Moves, { heartbeat, signal }: FeedOptions) {
    this.#heartbeat = heartbeat
    this.#signal = signal
    this.#stop = moves.onTransitions(() => {
      this.#moved = true
      this.#wake.abort()
    })
  }

  /** @returns whether nothing came. */
  async next(): Promise<boolean> {
    if (this.#moved) {
      this.#moved = false
      return false
    }
    this.#wake = new AbortController()
    const signal = AbortSignal.any([this.#wake.signal, this.#signal])
    const isQuiet = await pause(this.#heartbeat, true, { signal, ref: false }).catch(() => false)
    this.#moved = false
    return isQuiet
  }

  end(): void {
    this.#stop()
  }
}
