import type { ThreadWatch } from './run-in-thread.ts'

const STEPS = 1000

/**
 * How far parts of one work are that go on at the same time, told as one.
 *
 * @param shares - Of each part, in the whole; together 1.
 * @returns What each part tells its own steps to.
 */
export function shareTold(
  shares: readonly number[],
  progress: ThreadWatch['progress'],
): Required<Pick<ThreadWatch, 'progress'>>[] {
  const reached = shares.map(() => 0)
  return shares.map((share, at) => ({
    progress: (done, of) => {
      reached[at] = share * (done / of)
      const whole = reached.reduce((sum, each) => sum + each, 0)
      progress?.(Math.round(STEPS * Math.min(1, whole)), STEPS)
    },
  }))
}
