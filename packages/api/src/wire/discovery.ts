import { z } from 'zod'
import { instant } from './instant.ts'
import { typedValue } from './value.ts'

const method = z.enum(['k-means', 'gaussian-mixture', 'ward', 'medoids', 'hdbscan'])

/** One of the five criteria of a usable segment. */
export const criterion = z.object({
  name: z.enum(['measurable', 'accessible', 'substantial', 'differentiable', 'actionable']),
  verdict: z.enum(['met', 'partly', 'not met', 'not known']),
  figures: z.array(z.object({ name: z.string(), text: z.string() })),
  says: z.string(),
})
export type WireCriterion = z.infer<typeof criterion>

/** A group, or any segment, against everybody else. Texts are in the workspace's units. */
export const featureDifference = z.object({
  feature: z.string(),
  in_group: z.string(),
  in_base: z.string(),
  level: z.string().optional(),
  /** Cliff's delta of numbers, −1 to 1; difference of shares of a level. With its 95 % interval. */
  effect: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  says: z.string(),
})

const publication = z.object({
  as: z.enum(['rules', 'model']),
  segmentation: z.string(),
  version: z.int(),
  at: instant,
})

/** A discovery as a list shows it. */
export const discoverySummary = z.object({
  id: z.string(),
  round: z.int(),
  created_at: instant,
  author: z.string(),
  as_of: instant,
  definitions_version: z.int(),
  customers: z.int(),
  method,
  silhouette: z.number(),
  stability: z.number(),
  /** Share of the population to which the rules give the group the model gives. */
  fidelity: z.number(),
  groups: z.array(z.object({ id: z.string(), name: z.string(), customers: z.int(), share: z.number() })),
  published: z.array(publication),
})
export type WireDiscoverySummary = z.infer<typeof discoverySummary>

const question = z.object({
  population: z.string().optional(),
  features: z.array(z.string()),
  method: z.union([z.literal('auto'), method]),
  classes: z.int().optional(),
  max_classes: z.int(),
  min_share: z.number(),
  seed: z.int(),
})

const choice = z.object({
  method,
  classes: z.int(),
  seed: z.int(),
  silhouette: z.number(),
  /** Standard error, where it was sampled. */
  silhouette_error: z.number().optional(),
  davies_bouldin: z.number(),
  calinski_harabasz: z.number(),
  stability: z.number(),
  bic: z.number().optional(),
  gap: z.number().optional(),
  smallest_share: z.number(),
  score: z.number(),
  chosen: z.boolean(),
  excluded: z.string().optional(),
})
export type WireDiscoveryChoice = z.infer<typeof choice>

const feature = z.object({
  id: z.string(),
  is: z.string(),
  label: z.string(),
  kind: z.enum(['number', 'money', 'category', 'boolean']),
  source: z.enum(['asked', 'default']),
  why: z.string(),
  known_share: z.number(),
  preparation: z.string(),
  dropped: z.string().optional(),
})

const word = z.string().nullable()
const reading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number') }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('order'), levels: z.array(z.string()) }),
  z.object({ kind: z.literal('level'), level: word }),
  z.object({ kind: z.literal('other'), levels: z.array(word) }),
])

/** A customer belongs to the group whose centre is nearest; a coordinate is (curve(value or fill) − centre) / scale. */
const model = z.object({
  inputs: z.array(
    z.object({
      name: z.string(),
      feature: z.string(),
      reading,
      fill: z.number(),
      curve: z.array(z.tuple([z.number(), z.number()])).optional(),
      centre: z.number(),
      scale: z.number(),
    }),
  ),
  centres: z.array(z.array(z.number())),
})

const rule = z.object({
  group: z.string(),
  when: z.string(),
  english: z.string(),
  conditions: z.int(),
  precision: z.number(),
  recall: z.number(),
})

const group = z.object({
  id: z.string(),
  name: z.string(),
  customers: z.int(),
  share: z.number(),
  value: typedValue.optional(),
  value_share: z.number().optional(),
  potential: z.object({ value: typedValue, says: z.string() }).optional(),
  profile: z.array(featureDifference),
  /** A real customer. */
  typical: z.object({
    customer: z.string(),
    values: z.array(z.object({ feature: z.string(), text: z.string() })),
  }),
  criteria: z.array(criterion),
})
export type WireDiscoveredGroup = z.infer<typeof group>

/** A round against another one, groups matched by their centres. */
export const discoveryChange = z.object({
  with: z.int(),
  groups: z.array(
    z.object({
      group: z.string(),
      before: z.string().optional(),
      share_before: z.number().optional(),
      drift: z.number().optional(),
    }),
  ),
  gone: z.array(z.object({ group: z.string(), name: z.string(), share: z.number() })),
  says: z.array(z.string()),
})

/** Groups the machine found at one instant, judged, named and described. */
/** Customers in two coordinates, each with the place of her group. */
const projection = z.object({
  method: z.enum(['pca', 'umap', 't-sne']),
  explained: z.number().optional(),
  points: z.array(z.tuple([z.number(), z.number(), z.number()])),
})

export const discovery = z.object({
  id: z.string(),
  round: z.int(),
  created_at: instant,
  author: z.string(),
  as_of: instant,
  definitions_version: z.int(),
  asked: question,
  population: z.object({
    customers: z.int(),
    learned_from: z.int(),
    base: z.int(),
    value: typedValue.optional(),
    outliers: z.int(),
  }),
  features: z.array(feature),
  /** Best first. */
  choices: z.array(choice),
  recommendation: z.string(),
  notes: z.array(z.string()),
  model,
  /** Largest first. */
  groups: z.array(group),
  rules: z.object({ fidelity: z.number(), target: z.number(), groups: z.array(rule) }),
  pictures: z.object({
    projection,
    /** A smaller sample by UMAP; absent where two coordinates hold everything, or customers are few. */
    neighbours: projection.optional(),
    dendrogram: z.array(z.tuple([z.number(), z.number(), z.number()])),
  }),
  change: discoveryChange.optional(),
  published: z.array(publication),
})
export type WireDiscovery = z.infer<typeof discovery>
