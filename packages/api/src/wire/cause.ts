import { z } from 'zod'

/** What moved a customer; `merge`: two ids became one person, or two again. */
export const cause = z.enum(['data', 'clock', 'definition', 'merge'])
