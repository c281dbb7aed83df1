import { z } from 'zod'
import { namedValue, typedValue } from './value.ts'

/** One condition, or a junction of conditions, with what was found. */
export const explainedCondition = z.object({
  /** `and`, `or`, `not`, or `condition`; `reference` opens a feature, segment or class under its own name. */
  kind: z.enum(['and', 'or', 'not', 'condition', 'reference']),
  /** In English, in the workspace's words. */
  words: z.string(),
  holds: z.boolean(),
  name: z.string().optional(),
  observed: typedValue.optional(),
  threshold: typedValue.optional(),
  /** Events that made it so: how many, and the ids of at most 20. */
  event_count: z.int().optional(),
  events: z.array(z.string()),
  get children() {
    return z.array(explainedCondition)
  },
})
export type ExplainedCondition = z.infer<typeof explainedCondition>

const leaf = explainedCondition.omit({ children: true })

/** Why a customer is, or is not, in a segment or class at an instant. */
export const explanation = z.object({
  kind: z.enum(['segment', 'segmentation']),
  id: z.string(),
  name: z.string().optional(),
  /** Of a segment. */
  member: z.boolean().optional(),
  /** Of a segmentation. */
  class: z.string().optional(),
  /** The definition as written and as English. */
  text: z.string(),
  english: z.string(),
  /** The reason in one or two sentences. */
  in_words: z.string(),
  /** The smallest set of conditions that settles the answer. */
  reason: z.array(leaf),
  /** Conditions that fail by least, nearest first; `distance` is a share of the threshold. */
  near_misses: z.array(leaf.extend({ distance: z.number().nullable() })),
  /** What a non-member lacks. */
  missing: z.array(leaf),
  tree: explainedCondition.optional(),
  /** Of `first_match`: the rules in order, up to the one that held. */
  rules: z
    .array(z.object({ class: z.string(), holds: z.boolean(), words: z.string(), tree: explainedCondition }))
    .optional(),
  /** Of tiers and RFM: what was measured, and where the population was cut, best first. */
  measures: z.array(namedValue.extend({ score: z.int().optional(), cuts: z.array(typedValue) })).optional(),
})
export type WireExplanation = z.infer<typeof explanation>
