import { describe } from 'vitest'

/** Cases that are skipped where there is a reason, which stands in the title then. */
export function describeUnless(reason: string | undefined, title: string, cases: () => void): void {
  const why = reason === undefined ? '' : ` (skipped: ${reason})`
  describe.skipIf(reason !== undefined)(`${title}${why}`, cases)
}
