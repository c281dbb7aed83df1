import { EngineError } from '../errors.ts'

/** More changes than come between by chance: whoever is overtaken as often is told. */
const MOST_TRIES = 5

/**
 * Tries again what somebody else's change of the definitions came between, where it stands beside any other: `attempt`
 * reads them anew each time.
 *
 * @throws EngineError `definitions_moved` after five tries; whatever else `attempt` throws, at once
 */
export async function retryMoved<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const hasMoved = error instanceof EngineError && error.code === 'definitions_moved'
      if (!hasMoved || tries === MOST_TRIES) throw error
    }
  }
}
