import { type CompiledDefinitions, compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { checkText } from '../discovery/features/check-text.ts'
import { publishedAs } from '../discovery/publish/published-as.ts'
import type { SizesResult } from '../ports/warehouse.ts'
import type { Discovery } from '../records/discovery.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { populationAt } from './population-at.ts'

/** Names under which the groups are counted before anybody has published them; nobody else has such. */
const [BY_MODEL, BY_RULES] = ['counted_by_the_model', 'counted_by_the_rules']

/**
 * Sizes, values and the fidelity of rules over everybody, where groups were learned from a sample: counted in the
 * warehouse by the very expressions that publishing would store.
 */
export async function countEverybody(
  ports: EnginePorts,
  current: CurrentDefinitions,
  discovery: Discovery,
): Promise<Discovery> {
  const { customers, learnedFrom } = discovery.population
  if (learnedFrom === customers) return discovery
  const compiled = withGroups(current, discovery)
  const conditions = conditionsOf(compiled, discovery)
  const reads = [...conditions.values()]
  const context = await populationAt(ports, { ...current, compiled }, discovery.asOf, reads)
  const { value } = compiled
  const counted = await ports.warehouse.sizes({ context, conditions, ...(value && { value }) })
  return withCounts(discovery, new Counts(counted))
}

function withGroups(
  { definitions, compiled }: CurrentDefinitions,
  discovery: Discovery,
): CompiledDefinitions {
  const model = publishedAs('model', discovery, BY_MODEL)
  const rules = discovery.rules.groups.length === 0 ? undefined : publishedAs('rules', discovery, BY_RULES)
  const withAll = {
    ...definitions,
    features: { ...definitions.features, ...model.features, ...rules?.features },
    segmentations: { ...definitions.segmentations, ...model.segmentations, ...rules?.segmentations },
  }
  return compileDefinitions(withAll, [], [], compiled.fitted.values())
}

function conditionsOf(compiled: CompiledDefinitions, { groups, rules }: Discovery) {
  const condition = (text: string) => checkText(compiled, 'a group', text, 'boolean')
  const inModel = (id: string) => `${BY_MODEL} = "${id}"`
  const inRules = (id: string) => `${BY_RULES} = "${id}"`
  return new Map([
    ...groups.map(({ id }) => [`model ${id}`, condition(inModel(id))] as const),
    ...rules.groups.flatMap(({ group }) => [
      [`rules ${group}`, condition(inRules(group))] as const,
      [`both ${group}`, condition(`${inModel(group)} and ${inRules(group)}`)] as const,
    ]),
  ])
}

class Counts {
  readonly #sizes: SizesResult['sizes']

  constructor({ sizes }: SizesResult) {
    this.#sizes = sizes
  }

  size(of: 'model' | 'rules' | 'both', group: string): number {
    return this.#sizes.get(`${of} ${group}`)?.size ?? 0
  }

  value(group: string): number | bigint | undefined {
    return this.#sizes.get(`model ${group}`)?.value
  }
}

function withCounts(discovery: Discovery, counts: Counts): Discovery {
  const { population, groups, rules } = discovery
  const all = rules.groups.reduce((sum, { group }) => sum + counts.size('both', group), 0)
  return {
    ...discovery,
    groups: groups.map(group => {
      const [customers, value] = [counts.size('model', group.id), counts.value(group.id)]
      const { value: _, valueShare: __, ...rest } = group
      return {
        ...rest,
        customers,
        share: customers / population.customers,
        ...(value === undefined ? {} : { value: String(value), ...shareOf(value, population.value) }),
      }
    }),
    rules: {
      ...rules,
      fidelity: rules.groups.length === 0 ? rules.fidelity : all / population.customers,
      groups: rules.groups.map(rule => ({
        ...rule,
        precision: ratio(counts.size('both', rule.group), counts.size('rules', rule.group)),
        recall: ratio(counts.size('both', rule.group), counts.size('model', rule.group)),
      })),
    },
  }
}

function shareOf(value: number | bigint, whole: string | undefined): { valueShare?: number } {
  const of = Number(whole)
  return whole === undefined || of === 0 ? {} : { valueShare: Number(value) / of }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
