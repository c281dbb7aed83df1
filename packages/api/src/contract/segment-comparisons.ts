import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { json } from './route.ts'

/** Two to four names: an array for the caller, separated by commas on the wire. */
const compared = z
  .union([z.array(z.string()), z.string()])
  .transform(given => (typeof given === 'string' ? given.split(',') : given))
  .pipe(z.array(z.string().trim().min(1)).min(2).max(4))

const intersection = z.object({
  /** In the order of the question. */
  segments: z.array(z.string()),
  /** In these, and in none of the others compared. */
  exactly: z.int(),
  /** In these, whether or not in others. */
  at_least: z.int(),
})

/** Segments beside one another. */
export const segmentComparisonRoutes = {
  segmentTrends: json('GET', {
    path: '/v1/segments/trends',
    needs: 'segments:read',
    does: 'The size of every segment at the last refreshes, as they recorded it.',
    query: z.object({ points: limit(12, 100) }),
    response: z.object({
      /** Of the refreshes, oldest first. */
      instants: z.array(instant),
      trends: z.array(
        z.object({
          id: z.string(),
          /** One an instant; `null` where the segment was not there, or failed. */
          sizes: z.array(z.int().nullable()),
        }),
      ),
    }),
  }),
  segmentOverlap: json('GET', {
    path: '/v1/segments/overlap',
    needs: 'segments:read',
    about: { definition: 'segments' },
    does: 'How two to four segments overlap: the size of every intersection, as the last refresh found it.',
    query: z.object({ segments: compared }),
    response: z.object({
      as_of: instant,
      refresh: z.int(),
      customers: z.int(),
      /** In none of them. */
      outside: z.int(),
      segments: z.array(z.object({ id: z.string(), name: z.string(), size: z.int() })),
      /** Every one, also those that nobody is in: of fewer segments first. */
      intersections: z.array(intersection),
    }),
  }),
}
