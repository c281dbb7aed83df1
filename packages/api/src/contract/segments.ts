import { z } from 'zod'
import { failure, placedProblem } from '../wire/failure.ts'
import { day, instant, instantText } from '../wire/instant.ts'
import { limit, nameList } from '../wire/query-number.ts'
import { typedValue } from '../wire/value.ts'
import { refreshSummary } from './refreshes.ts'
import { file, json } from './route.ts'

/** How large something is at the last refresh. Shares are 0 to 1; `null` where there is nothing to divide. */
export const standing = z.object({
  size: z.int(),
  share_of_customers: z.number().nullable(),
  value: typedValue.optional(),
  share_of_value: z.number().nullable(),
  /** Moves of the last refresh; `change` is `entered` less `left`. */
  entered: z.int(),
  left: z.int(),
  change: z.int(),
})

const described = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  owner: z.string().optional(),
  labels: z.array(z.string()),
})

/** How old a result is, and what keeps it from being newer. */
const served = z.object({
  /**
   * `changed`: defined anew since the refresh, whose figures these are. `new`: defined, not yet refreshed.
   * `failed`: broken; the result, if any, is an older one.
   */
  state: z.enum(['current', 'changed', 'new', 'failed']),
  as_of: instant.nullable(),
  age_seconds: z.number().nullable(),
  failure: failure.omit({ details: true }).optional(),
})

const segment = described.extend({
  ...served.shape,
  purpose: z.string().optional(),
  when: z.string(),
  english: z.string().optional(),
  ...standing.partial().shape,
})
export type WireSegment = z.infer<typeof segment>

const scoreRange = z.tuple([z.int(), z.int()])

const segmentation = described.extend({
  ...served.shape,
  kind: z.enum(['first_match', 'tiers', 'rfm']),
  classes: z.array(standing.extend({ class: z.string() })),
  /** Of RFM: from which score to which each class reaches, 1 to `scores`, the best. */
  regions: z
    .object({
      scores: z.int(),
      classes: z.array(z.object({ class: z.string(), recency: scoreRange, frequency: scoreRange })),
    })
    .optional(),
})
export type WireSegmentation = z.infer<typeof segmentation>

/** What a list of segments is relative to. */
const base = z.object({
  refresh: refreshSummary.nullable(),
  customers: z.int(),
  value: typedValue.optional(),
})

const membersQuery = z.object({
  as_of: instantText.optional(),
  /** Attributes and features to give beside the id. */
  columns: nameList.optional(),
})
const sortText = /^[^:]+(?::(?:asc|desc))?$/
const page = membersQuery.extend({
  limit: limit(100, 10_000),
  /** A column, `spend`, or the largest first, `spend:desc`; `customer` is the id. Absent: by id. Unknown values come last. */
  sort: z.string().max(300).regex(sortText, 'should be a column, or column:desc').optional(),
  /** The last customer of the page before. */
  after: z.string().optional(),
})
const exportQuery = membersQuery.extend({
  format: z.enum(['csv', 'ndjson', 'parquet']),
  limit: limit(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
})

export const membersPage = z.object({
  id: z.string(),
  class: z.string().optional(),
  as_of: instant,
  /** The refresh it was read from; `null` when it was computed for this instant. */
  refresh: z.int().nullable(),
  /** All members, not only this page's; absent on later pages of a computed instant. */
  total: z.int().optional(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: typedValue.shape.type,
      /** It is personal, and whoever asks does not see that: its values are `null`. */
      masked: z.literal(true).optional(),
    }),
  ),
  members: z.array(z.object({ customer: z.string(), values: z.record(z.string(), typedValue.shape.value) })),
  /** Give it as `after` for the next page; `null` at the end. */
  next: z.string().nullable(),
})
export type MembersPage = z.infer<typeof membersPage>

const id = z.object({ id: z.string().min(1) })

const historyPoint = z.object({
  as_of: instant,
  day,
  size: z.int(),
  share_of_customers: z.number().nullable(),
  value: typedValue.optional(),
  entered: z.int(),
  left: z.int(),
  /** The refresh this is of; `null` when it was computed. */
  refresh: z.int().nullable(),
})

const migrationEnd = z.object({ as_of: instant, customers: z.int(), value: typedValue.optional() })

export const segmentRoutes = {
  segments: json('GET', {
    path: '/v1/segments',
    needs: 'segments:read',
    does: 'All segments with size, shares, change, age and owner.',
    response: base.extend({ segments: z.array(segment) }),
  }),
  previewSegment: json('POST', {
    path: '/v1/segments/preview',
    needs: 'members:read',
    does: 'A condition that is being written: what is wrong, what it says, how many and who; changes nothing.',
    body: z.object({
      when: z.string().max(50_000),
      sample: z.int().min(0).max(100).default(10),
      /** Name those who come after this customer. */
      after: z.string().optional(),
    }),
    response: z.object({
      as_of: instant,
      problems: z.array(placedProblem),
      /** Absent where a problem is an error. */
      found: z
        .object({
          /** The condition in its one canonical form. */
          text: z.string(),
          english: z.string(),
          base: z.int(),
          base_value: typedValue.optional(),
          size: z.int(),
          share_of_customers: z.number().nullable(),
          value: typedValue.optional(),
          /** Lowest ids first. */
          sample: z.array(z.string()),
          /** Give it as `after` for those that follow; `null` where all have been named. */
          next: z.string().nullable(),
        })
        .optional(),
    }),
  }),
  segmentMembers: json('GET', {
    path: '/v1/segments/{id}/members',
    needs: 'members:read',
    about: { definition: 'id' },
    does: 'Members in order of id or of any column, a page at a time, now or as of any instant.',
    params: id,
    query: page,
    response: membersPage,
  }),
  exportSegment: file({
    path: '/v1/segments/{id}/members/export',
    needs: 'members:export',
    about: { definition: 'id' },
    does: 'All members as one file.',
    params: id,
    query: exportQuery,
  }),
  segmentHistory: json('GET', {
    path: '/v1/segments/{id}/history',
    needs: 'segments:read',
    about: { definition: 'id' },
    does: 'Size, entered and left by day: as recorded, or computed at regular instants.',
    params: id,
    query: z.object({
      from: instantText.optional(),
      to: instantText.optional(),
      /** Compute instead of reading what was recorded. */
      every: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional(),
    }),
    response: z.object({
      id: z.string(),
      name: z.string(),
      timezone: z.string(),
      computed: z.boolean(),
      points: z.array(historyPoint),
    }),
  }),
}

export const segmentationRoutes = {
  segmentations: json('GET', {
    path: '/v1/segmentations',
    needs: 'segments:read',
    does: 'All segmentations with their classes, sizes and shares.',
    response: base.extend({ segmentations: z.array(segmentation) }),
  }),
  classMembers: json('GET', {
    path: '/v1/segmentations/{id}/members',
    needs: 'members:read',
    about: { definition: 'id' },
    does: 'Customers of one class in order of id or of any column, a page at a time.',
    params: id,
    query: page.extend({ class: z.string().min(1) }),
    response: membersPage,
  }),
  exportClass: file({
    path: '/v1/segmentations/{id}/members/export',
    needs: 'members:export',
    about: { definition: 'id' },
    does: 'All customers of one class as one file.',
    params: id,
    query: exportQuery.extend({ class: z.string().min(1) }),
  }),
  migration: json('GET', {
    path: '/v1/segmentations/{id}/migration',
    needs: 'segments:read',
    about: { definition: 'id' },
    does: 'From which class to which, between two instants, with the value carried.',
    params: id,
    query: z.object({ from: instantText, to: instantText }),
    response: z.object({
      id: z.string(),
      name: z.string(),
      from: migrationEnd,
      to: migrationEnd,
      /** In the order of the definition; a cell whose `from` is `null` is of customers not known before. */
      classes: z.array(z.string()),
      cells: z.array(
        z.object({
          from: z.string().nullable(),
          to: z.string(),
          customers: z.int(),
          value_before: typedValue.optional(),
          value_after: typedValue.optional(),
        }),
      ),
    }),
  }),
}
