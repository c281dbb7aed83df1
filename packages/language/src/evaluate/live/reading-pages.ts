import { PagesNeeded } from './live-program.ts'

/**
 * Does some work; where it lacks pages, asks for all that its parts lack at once.
 *
 * @throws PagesNeeded
 */
export function readingPages<T>(work: () => T, parts: () => readonly (() => unknown)[]): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof PagesNeeded)) throw error
    throw new PagesNeeded([...new Set(parts().flatMap(pagesNeededBy))])
  }
}

function pagesNeededBy(part: () => unknown): readonly number[] {
  try {
    part()
    return []
  } catch (error) {
    if (error instanceof PagesNeeded) return error.pages
    throw error
  }
}
