/** What is read of `kindred discover --json`. */
export interface Discovered {
  readonly population: { readonly customers: number; readonly learned_from: number; readonly base: number }
  readonly notes: readonly string[]
  readonly groups: readonly { readonly id: string; readonly customers: number }[]
  readonly rules: {
    readonly fidelity: number
    readonly groups: readonly {
      readonly group: string
      readonly precision: number
      readonly recall: number
    }[]
  }
}

/** What is read of `kindred segments --json`. */
export interface Listed {
  readonly segmentations: readonly {
    readonly id: string
    readonly classes: readonly { readonly class: string; readonly size: number }[]
  }[]
}

/** What a sample says of everybody is within this share where the whole counts only what it can round. */
const ROUNDING = 1e-6

/**
 * What the discovery has said of everybody has to be what a refresh of the published groups counts: of the exact groups
 * to a customer, of the rules as many as precision and recall say.
 */
export function requireAssigned(
  customers: number,
  { population, groups, rules, notes }: Discovered,
  { segmentations }: Listed,
): void {
  const sizesOf = (id: string) =>
    new Map(segmentations.find(each => each.id === id)?.classes.map(each => [each.class, each.size]))
  const [exactly, byRules] = [sizesOf('exactly'), sizesOf('buyers')]
  require(population.base === customers, `${population.base} customers were there.`)
  require(population.learned_from < population.customers, 'Nothing was drawn: everybody was learned from.')
  require(notes.some(note => note.includes('drawn by the seed')), 'It was not said that a sample was drawn.')
  const all = groups.reduce((sum, group) => sum + group.customers, 0)
  require(all === population.customers, `${all} of ${population.customers} customers were assigned.`)
  for (const { id, customers: said } of groups) {
    require(exactly.get(id) === said, `${id} was said to have ${said}, and has ${exactly.get(id)}.`)
    const rule = rules.groups.find(({ group }) => group === id)
    const expected = rule && (said * rule.recall) / rule.precision
    const counted = byRules.get(id) ?? 0
    require(expected !== undefined &&
      Math.abs(expected - counted) <=
        1 + ROUNDING * customers, `By its rule ${id} was said to have ${expected}, and has ${counted}.`)
  }
}

function require(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}
