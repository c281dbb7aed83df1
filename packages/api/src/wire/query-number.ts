import { z } from 'zod'

/** A whole number of a query string: a number for the caller, digits on the wire. */
export function queryNumber(least: number, most: number) {
  return z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,15}$/, 'should be a whole number')
        .transform(Number),
    ])
    .pipe(z.int().min(least).max(most))
}

/** How many of a list to give: 1 to `most`, `usual` when nothing is said. */
export function limit(usual: number, most: number) {
  return queryNumber(1, most).default(usual)
}

/** Names of a query string: an array for the caller, separated by commas on the wire. */
export const nameList = z
  .union([z.array(z.string()), z.string()])
  .transform(given => (typeof given === 'string' ? given.split(',') : given))
  .pipe(z.array(z.string().trim().min(1)).max(200))
