import { z } from 'zod'
import { featureDifference } from '../wire/discovery.ts'
import { day, instant, instantText } from '../wire/instant.ts'
import { limit, nameList } from '../wire/query-number.ts'
import { file, json } from './route.ts'

const every = z.enum(['day', 'week', 'month', 'quarter', 'year'])

/** Amounts of this area are numbers in whole units of the currency: sums of scores, not of exact money. */
const comparedValue = z.object({
  id: z.string(),
  name: z.string(),
  by: z.enum(['revenue', 'amount', 'points', 'rfm']),
  tells: z.enum(['present', 'expected', 'potential', 'prospect']).optional(),
  /** Whether it is an amount of the workspace's currency, and not points. */
  is_money: z.boolean(),
  /** Of whom it is known. */
  customers: z.int(),
  total: z.number(),
  mean: z.number(),
  /** 0: all bring the same; `null` without a total above 0, and so with the shares. */
  gini: z.number().nullable(),
  customers_for_eighty: z.number().nullable(),
  share_of_best_fifth: z.number().nullable(),
  /** Shares of customers, best first, and of the value they bring. */
  curve: z.array(z.object({ customers: z.number(), value: z.number() })),
  classes: z.array(
    z.object({
      class: z.string(),
      customers: z.int(),
      value: z.number(),
      share_of_value: z.number().nullable(),
    }),
  ),
  /** What sets the best fifth apart, most telling first. */
  best: z.array(featureDifference),
})

const comparison = z.object({
  as_of: instant,
  customers: z.int(),
  currency: z.string(),
  values: z.array(comparedValue),
  /** Every two ways, over the customers whom both value. */
  pairs: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      customers: z.int(),
      rank_correlation: z.number(),
      /** Of the best fifth by each, those who are in both. */
      shared_best: z.number(),
    }),
  ),
})
export type WireValueComparison = z.infer<typeof comparison>

const equityOfGroup = z.object({
  customers: z.int(),
  /** In the order of `values`; `null` where nobody at all has one: its model is not trained, say. */
  values: z.array(z.number().nullable()),
})
const named = z.object({ id: z.string(), name: z.string() })

const equity = z.object({
  currency: z.string(),
  values: z.array(named),
  groups: z.array(named),
  /** Oldest first; the last is the instant asked for. */
  points: z.array(
    z.object({
      as_of: instant,
      everybody: equityOfGroup,
      /** In the order of `groups`. */
      groups: z.array(equityOfGroup),
    }),
  ),
})
export type WireEquity = z.infer<typeof equity>

const prospects = z.object({
  value: z.string(),
  name: z.string(),
  by: z.string(),
  as_of: instant,
  currency: z.string(),
  prospects: z.int(),
  revenue: z.number(),
  profit: z.number(),
  /** The most that winning them is worth. */
  budget: z.number(),
  /** What the model behind it foretold of each in the period it was judged by, and what came. */
  judged: z
    .object({
      model: z.string(),
      foretold: z.number(),
      came: z.number(),
      /** What is foretold is multiplied by it: the level of that period. */
      level: z.number(),
      /** Within which the revenue of all will be, 95 %, if the level stays. */
      revenue: z.tuple([z.number(), z.number()]),
    })
    .optional(),
  groups: z.array(
    z.object({
      group: z.string(),
      prospects: z.int(),
      revenue: z.number(),
      profit: z.number(),
      budget: z.number(),
      /** Of one prospect. */
      most: z.number(),
    }),
  ),
  best: z.array(
    z.object({
      customer: z.string(),
      group: z.string(),
      revenue: z.number(),
      profit: z.number(),
      most: z.number(),
    }),
  ),
})
export type WireProspects = z.infer<typeof prospects>

const followed = z.object({
  event: z.string(),
  every,
  as_of: instant,
  currency: z.string(),
  /** First days; the last period is not over. */
  periods: z.array(day),
  cohorts: z.array(
    z.object({
      /** In which they began, counted from 0. */
      period: z.int(),
      customers: z.int(),
      /** The period in which they began, and each after it. */
      ages: z.array(z.object({ active: z.int(), events: z.int(), value: z.number().optional() })),
    }),
  ),
  /** Days with a repeat event so far at the end of each period, and what a lifetime model expected. */
  tracking: z
    .object({
      model: z.string(),
      version: z.int(),
      /** What it was fitted to; what comes later was foretold. */
      fitted_to: instant,
      actual: z.array(z.number()),
      expected: z.array(z.number()),
    })
    .optional(),
})
export type WireCohorts = z.infer<typeof followed>

const compareQuery = z.object({ values: nameList.optional(), as_of: instantText.optional() })
const equityQuery = z.object({
  /** A segmentation; absent: by segments. */
  by: z.string().min(1).optional(),
  from: instantText.optional(),
  to: instantText.optional(),
  /** Absent: at the instants that were refreshed. */
  every: every.optional(),
})
const cohortsQuery = z.object({
  event: z.string().min(1).optional(),
  every: every.optional(),
  from: instantText.optional(),
  as_of: instantText.optional(),
  model: z.string().min(1).optional(),
})

export const valueRoutes = {
  compareValues: json('GET', {
    path: '/v1/values',
    needs: 'segments:read',
    does: 'Ways to value customers side by side: how concentrated each is, its classes, its best fifth, and how far they agree.',
    query: compareQuery,
    response: comparison,
  }),
  valuesReport: file({
    path: '/v1/values/report',
    needs: 'segments:read',
    does: 'The same as a page for people, which opens from disk.',
    query: compareQuery,
  }),
  customerEquity: json('GET', {
    path: '/v1/equity',
    needs: 'segments:read',
    does: 'What customers are worth now, are expected to bring, and could bring: in all, by segment or class, and over time.',
    query: equityQuery,
    response: equity,
  }),
  prospects: json('GET', {
    path: '/v1/prospects',
    needs: 'members:read',
    does: 'Who has not bought yet: what each would bring, and the most it is worth to win them, by group.',
    query: z.object({
      value: z.string().min(1).optional(),
      /** An attribute, feature or segmentation; absent: the classes of the value. */
      by: z.string().min(1).optional(),
      as_of: instantText.optional(),
      limit: limit(20, 100_000),
    }),
    response: prospects,
  }),
  cohorts: json('GET', {
    path: '/v1/cohorts',
    needs: 'segments:read',
    does: 'Customers by the period of their first event: who is still active, what they bring, and what a lifetime model expected.',
    query: cohortsQuery,
    response: followed,
  }),
  cohortsReport: file({
    path: '/v1/cohorts/report',
    needs: 'segments:read',
    does: 'The same as a page for people, which opens from disk.',
    query: cohortsQuery,
  }),
}
