import { z } from 'zod'
import {
  criterion,
  discovery,
  discoveryChange,
  discoverySummary,
  featureDifference,
} from '../wire/discovery.ts'
import { instant, instantText } from '../wire/instant.ts'
import { limit, queryNumber } from '../wire/query-number.ts'
import { typedValue } from '../wire/value.ts'
import { plannedChange } from './definitions.ts'
import { file, json, stream } from './route.ts'

const id = z.object({ id: z.string() })
const round = queryNumber(1, 999_999_999)
const methods = ['auto', 'k-means', 'gaussian-mixture', 'ward', 'medoids', 'hdbscan'] as const
const progress = z.object({ step: z.string(), done: z.int(), of: z.int() })

const namedGroup = z.object({ id: z.string(), name: z.string() })
const single = z.union([z.number(), z.string(), z.boolean()])

export const discoveryRoutes = {
  discover: stream({
    path: '/v1/discoveries',
    needs: 'discoveries:run',
    about: { discovery: 'id' },
    does: 'Finds groups of customers who are alike, judges, names and describes them, and stores the result.',
    body: z.object({
      /** Of an earlier one: this is its next round, and what is not said is as it was asked there. */
      id: z.string().min(1).max(60).optional(),
      /** A condition; absent: everybody. */
      population: z.string().min(1).optional(),
      /** Names of attributes and features, or expressions; empty: a sensible default set. */
      features: z.array(z.string().min(1)).max(200).optional(),
      method: z.enum(methods).optional(),
      /** Exactly so many groups. */
      classes: z.int().min(2).max(50).optional(),
      /** Default 8. */
      max_classes: z.int().min(2).max(50).optional(),
      /** Of the population, of the smallest group. Default 0.03. */
      min_share: z.number().min(0).max(0.5).optional(),
      /** Default 1. */
      seed: z.int().optional(),
      as_of: instantText.optional(),
      /** Above so many customers groups are learned from a sample. */
      learn_from: z.int().min(100).max(10_000_000).optional(),
      author: z.string().min(1).max(200).optional(),
    }),
    progress: z.object({ step: z.enum(['read', 'find', 'count', 'store']), done: z.int(), of: z.int() }),
    response: discovery,
  }),
  discoveries: json('GET', {
    path: '/v1/discoveries',
    needs: 'segments:read',
    does: 'The newest round of each discovery, latest first.',
    query: z.object({ limit: limit(50, 1000) }),
    response: z.object({ discoveries: z.array(discoverySummary) }),
  }),
  discovery: json('GET', {
    path: '/v1/discoveries/{id}',
    needs: 'segments:read',
    about: { discovery: 'id' },
    does: 'One discovery, its newest round or the one named.',
    params: id,
    query: z.object({ round: round.optional() }),
    response: discovery,
  }),
  discoveryRounds: json('GET', {
    path: '/v1/discoveries/{id}/rounds',
    needs: 'segments:read',
    about: { discovery: 'id' },
    does: 'All rounds of one discovery, newest first.',
    params: id,
    response: z.object({ rounds: z.array(discoverySummary) }),
  }),
  discoveryReport: file({
    path: '/v1/discoveries/{id}/report',
    needs: 'segments:read',
    about: { discovery: 'id' },
    does: 'One discovery as a page for people, which opens from disk.',
    params: id,
    query: z.object({ round: round.optional() }),
  }),
  compareDiscovery: json('GET', {
    path: '/v1/discoveries/{id}/changes',
    needs: 'segments:read',
    about: { discovery: 'id' },
    does: 'What became of the groups of one round in another; by default of the last but one in the last.',
    params: id,
    query: z.object({ from: round.optional(), to: round.optional() }),
    response: discoveryChange.extend({ id: z.string(), from: z.int(), to: z.int() }),
  }),
  discoveryOf: json('GET', {
    path: '/v1/discoveries/{id}/customers/{customer}',
    needs: 'customers:read',
    about: { customer: 'customer', discovery: 'id' },
    does: 'Which group a customer is in now, which would be next, and what would move her there.',
    params: id.extend({ customer: z.string() }),
    query: z.object({ round: round.optional() }),
    response: z.object({
      customer: z.string(),
      as_of: instant,
      round: z.int(),
      group: namedGroup,
      /** Absent where there is one group only. */
      next: namedGroup.optional(),
      /** From the centres of both, in the units of the space. */
      distance: z.number().optional(),
      next_distance: z.number().optional(),
      /** What puts her there rather than in the next, as shares of the difference; below 0 speaks for the next. */
      because: z.array(z.object({ feature: z.string(), share: z.number() })),
      /** What alone would bring her into the next, shortest way first. */
      moves: z.array(
        z.object({ feature: z.string(), from: single.nullable(), to: single, says: z.string() }),
      ),
      says: z.string(),
    }),
  }),
  publishDiscovery: stream({
    path: '/v1/discoveries/{id}/publish',
    needs: 'definitions:write',
    about: { discovery: 'id' },
    does: 'Makes the groups a segmentation: as conditions people can read, or as the exact model.',
    params: id,
    body: z.object({
      round: z.int().min(1).optional(),
      as: z.enum(['rules', 'model']),
      /** What the segmentation is called; as the discovery when nothing is said. */
      segmentation: z.string().min(1).max(60).optional(),
      /** Shows what would change, and for whom; changes nothing. */
      dry_run: z.boolean().default(false),
      author: z.string().min(1).max(200).optional(),
    }),
    progress,
    response: plannedChange.extend({
      segmentation: z.string(),
      round: z.int(),
      stored: z.boolean(),
      /** The definitions, as a file would have them. */
      text: z.string(),
    }),
  }),
  assess: stream({
    path: '/v1/assessments',
    needs: 'segments:read',
    about: { definition: 'definition' },
    does: 'Whether a segment, or a class of a segmentation, can be worked with: the five criteria with their figures.',
    body: z.object({
      definition: z.string().min(1),
      class: z.string().min(1).optional(),
      as_of: instantText.optional(),
    }),
    progress,
    response: z.object({
      definition: z.string(),
      class: z.string().optional(),
      as_of: instant,
      customers: z.int(),
      base: z.int(),
      value: typedValue.optional(),
      criteria: z.array(criterion),
      /** What sets its members apart, most telling first. */
      profile: z.array(featureDifference),
    }),
  }),
}
