import type { Discovery } from '../../records/discovery.ts'
import { modelDefinitions } from './model-definitions.ts'
import type { PublishedDefinitions } from './published-definitions.ts'
import { ruleDefinitions } from './rule-definitions.ts'
import { withinPopulation } from './within-population.ts'

export type PublishedKind = 'rules' | 'model'

/** A discovery as definitions of the workspace: its rules, or its exact model. */
export function publishedAs(kind: PublishedKind, discovery: Discovery, as: string): PublishedDefinitions {
  const definitions =
    kind === 'rules' ? ruleDefinitions(discovery, { as }) : modelDefinitions(discovery, { as })
  return withinPopulation(discovery, definitions)
}
