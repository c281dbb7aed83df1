import type { Watch } from '@kindred/learning'

const STEPS = 1000

/** The watch of a part of a computation: what it tells is told as from `from` to `from + share` of the whole. */
export function partOf(watch: Watch, from: number, share: number): Watch {
  const { progress, signal } = watch
  return {
    progress: (done, of) => progress?.(Math.round(STEPS * (from + share * Math.min(1, done / of))), STEPS),
    ...(signal === undefined ? {} : { signal }),
  }
}
