import type { WireTransition } from '@kindred/api'
import { useEffect, useState } from 'react'
import { client } from '../../data/client.ts'

/** As many as are kept on the page. */
const MOST = 200
/** Before a broken stream is taken up again. */
const PAUSE = 3_000

/** Moves as they happen, newest first, from those of a moment ago on; taken up where it broke off. */
export function useMoves(): { moves: readonly WireTransition[]; failure: unknown } {
  const [moves, setMoves] = useState<readonly WireTransition[]>([])
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    const gone = new AbortController()
    const add = (move: WireTransition) => setMoves(before => [move, ...before].slice(0, MOST))
    void follow(gone.signal, add, setFailure)
    return () => gone.abort()
  }, [])
  return { moves, failure }
}

async function follow(
  signal: AbortSignal,
  add: (move: WireTransition) => void,
  failed: (error: unknown) => void,
): Promise<void> {
  let after: number | undefined
  while (!signal.aborted) {
    try {
      after ??= await aMomentAgo(signal)
      const stream = await client.transitionStream({ after }, { signal })
      failed(undefined)
      for await (const move of stream) {
        after = move.id
        add(move)
      }
    } catch (error) {
      if (signal.aborted) return
      failed(error)
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE))
  }
}

async function aMomentAgo(signal: AbortSignal): Promise<number> {
  const { newest, oldest } = await client.transitions({ limit: 1 }, { signal })
  return Math.max(oldest - 1, newest - 20, 0)
}
