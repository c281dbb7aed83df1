import type { Discovery, DiscoverySummary } from './discovery.ts'

/** What a list shows of a discovery. */
export function summariseDiscovery(discovery: Discovery): DiscoverySummary {
  const { id, round, createdAt, author, asOf, definitionsVersion, published } = discovery
  const chosen = discovery.choices.find(choice => choice.chosen)
  if (chosen === undefined) throw new RangeError(`Nothing was chosen in the discovery '${id}'.`)
  return {
    ...{ id, round, createdAt, author, asOf, definitionsVersion, published },
    customers: discovery.population.customers,
    groups: discovery.groups.map(group => ({
      id: group.id,
      name: group.name,
      customers: group.customers,
      share: group.share,
    })),
    method: chosen.method,
    silhouette: chosen.silhouette,
    stability: chosen.stability,
    fidelity: discovery.rules.fidelity,
  }
}
