import { z } from 'zod'
import { inputEffect } from './model.ts'
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
  /** UTC: when it comes to hold or ceases to if nothing else happens. Absent where it does not, or was not asked for. */
  changes_at: z.string().optional(),
  get children() {
    return z.array(explainedCondition)
  },
})
export type ExplainedCondition = z.infer<typeof explainedCondition>

/** How far a value may be another and do as well. */
const bound = z.enum(['exactly', 'at_least', 'at_most'])

/** One step of a change: time passes first, something happens, an attribute is otherwise. Instants are UTC. */
export const proposedChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('wait'),
    until: z.string(),
    /** Events of which none may happen in the meantime. */
    without: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('event'),
    event: z.string(),
    count: z.int(),
    properties: z.array(namedValue.extend({ bound })),
    /** At the instant of the explanation, or when the wait is over. */
    at: z.string(),
    /** At every instant before it would do as well. */
    before: z.string().optional(),
  }),
  namedValue.extend({ kind: z.literal('attribute'), bound }),
])
export type WireProposedChange = z.infer<typeof proposedChange>

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
  /** Scores that the reason, or what is missing, stands on, and what moves each most. Only where one definition was asked for. */
  scores: z
    .array(
      z.object({
        model: z.string(),
        name: z.string(),
        version: z.int(),
        /** `null`: it is unknown. */
        score: z.number().nullable(),
        /** The greatest first, at most three. */
        effects: z.array(inputEffect),
      }),
    )
    .optional(),
  /** UTC: when the answer is another if nothing else happens; null: never. Only where one definition was asked for. */
  changes_at: z.string().nullable().optional(),
  /** Of a segment, asked for by naming it: the least that would turn the answer round; no changes: none was found. */
  smallest_change: z.object({ in_words: z.string(), changes: z.array(proposedChange) }).optional(),
  tree: explainedCondition.optional(),
  /** Of `first_match`: the rules in order, up to the one that held. */
  rules: z
    .array(z.object({ class: z.string(), holds: z.boolean(), words: z.string(), tree: explainedCondition }))
    .optional(),
  /** Of tiers and RFM: what was measured, and where the population was cut, best first. */
  measures: z.array(namedValue.extend({ score: z.int().optional(), cuts: z.array(typedValue) })).optional(),
})
export type WireExplanation = z.infer<typeof explanation>
