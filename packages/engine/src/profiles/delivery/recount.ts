import { z } from 'zod'
import { EngineError } from '../../errors.ts'

const recount = z.object({ customers: z.array(z.string()), cause: z.enum(['data', 'merge']) })

/** Customers of whom the warehouse knows better than live, and what their moves are due to. */
export interface Recount {
  readonly customers: readonly string[]
  readonly cause: 'data' | 'merge'
}

export function writeRecount(given: Recount): Uint8Array {
  return Buffer.from(JSON.stringify(given))
}

/** @throws EngineError `profile_not_readable` */
export function readRecount(bytes: Uint8Array): Recount {
  const read = recount.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (read.success) return read.data
  throw new EngineError(
    'profile_not_readable',
    { what: 'the list of those to be counted again' },
    { cause: read.error },
  )
}
