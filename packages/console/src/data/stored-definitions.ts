import { z } from 'zod'

const described = z.looseObject({
  name: z.string().optional(),
  description: z.string().optional(),
  owner: z.string().optional(),
  labels: z.array(z.string()).optional(),
  source: z.string().optional(),
})
const declared = described.extend({ type: z.string(), label: z.string().optional() })
const segment = described.extend({ when: z.string(), purpose: z.string().optional() })
const rule = z.looseObject({ class: z.string(), when: z.string() })
const tier = z.looseObject({ class: z.string() })
const segmentation = described.extend({
  first_match: z.array(rule).optional(),
  tiers: z.looseObject({ by: z.string(), classes: z.array(tier) }).optional(),
  rfm: z
    .looseObject({ recency: z.string(), frequency: z.string(), monetary: z.string(), quantiles: z.number() })
    .optional(),
  otherwise: z.string(),
})

/** Of what a workspace defines, the part that pages read; what else there is passes through. */
const storedDefinitions = z.looseObject({
  attributes: z.record(z.string(), declared),
  events: z.record(
    z.string(),
    described.extend({
      label: z.string().optional(),
      properties: z.record(z.string(), z.looseObject({ type: z.string() })),
    }),
  ),
  features: z.record(z.string(), described.extend({ is: z.string(), label: z.string().optional() })),
  segments: z.record(z.string(), segment),
  segmentations: z.record(z.string(), segmentation),
})
export type StoredDefinitions = z.infer<typeof storedDefinitions>
export type StoredSegment = z.infer<typeof segment>

/** @throws ZodError where the server stores what this page does not know. */
export function readDefinitions(given: unknown): StoredDefinitions {
  return storedDefinitions.parse(given)
}
