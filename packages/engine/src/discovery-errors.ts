import { nearestOr, quotedNames, type Row } from './error-row.ts'

/** What the sentence of each refusal about discoveries is made of. */
export interface DiscoveryErrorParameters {
  column_not_readable: { column: string; type: string }
  discovery_exists: { id: string; round: number }
  discovery_unknown: { id: string; round: number | undefined; nearest: string | undefined }
  discovery_running: Record<never, never>
  discovery_refused: { says: string; remedy: string }
  bad_discovery_name: { given: string }
  name_in_use: { name: string; by: string }
  discovery_not_applicable: { id: string; version: number; problem: string }
  discovery_without_rules: { id: string; as: string }
  customer_outside_population: { discovery: string }
  nobody_to_group: { population: string }
  no_features: Record<never, never>
  expression_wrong: { what: string; text: string; column: number; says: string; remedy: string }
  feature_not_measurable: { text: string; type: string }
  feature_twice: { text: string }
  class_missing: { segmentation: string; classes: readonly string[] }
  nothing_to_compare: { id: string }
  too_few_to_group: { customers: number; wanted: number }
  too_few_distinct_to_group: { groups: number; distinct: number }
  nothing_to_group_by: { reasons: readonly string[] }
  groups_not_found: { method: string; reason: string }
  rounds_not_comparable: { discovery: string; shared: readonly string[]; apart: readonly string[] }
}

/** What can be wrong with a discovery, or with what was asked. Part of `engineErrors`. */
export const discoveryErrors: {
  readonly [C in keyof DiscoveryErrorParameters]: Row<DiscoveryErrorParameters[C]>
} = {
  column_not_readable: {
    says: p =>
      `'${p.column}' is ${p.type === 'tags' ? 'a set of tags' : `a ${p.type}`}, of which nothing can be learned as it is.`,
    remedy: p =>
      p.type === 'tags'
        ? `Ask for one tag at a time, such as \`${p.column} any of ("…")\`.`
        : `Ask for what you mean by it, such as \`${p.column} within 10km of (50.08, 14.43)\`.`,
  },
  discovery_exists: {
    says: p => `Round ${p.round} of the discovery '${p.id}' is stored already.`,
    remedy: () => 'Somebody else ran it at the same time: look at that round, or run it again for the next.',
  },
  discovery_unknown: {
    says: p =>
      p.round === undefined
        ? `There is no discovery '${p.id}'.`
        : `The discovery '${p.id}' has no round ${p.round}.`,
    remedy: p => nearestOr(p.nearest, '`kindred discover list` names those there are.'),
  },
  discovery_running: {
    says: () => 'Groups are being looked for already.',
    remedy: () => 'Wait until that is done, then ask again.',
  },
  discovery_refused: {
    says: p => p.says,
    remedy: p => p.remedy,
  },
  bad_discovery_name: {
    says: p => `'${p.given}' cannot be the name of a discovery.`,
    remedy: () => 'Write small letters, digits and `_`, a letter first, at most 60: `shoppers_2026`.',
  },
  name_in_use: {
    says: p => `'${p.name}' is defined in ${p.by} already.`,
    remedy: () =>
      'Give the segmentation another name: `--segmentation NAME`, or `segmentation` in the request.',
  },
  discovery_not_applicable: {
    says: p =>
      `The discovery '${p.id}' was made with version ${p.version} of the definitions, and does not fit those of today: ${p.problem}`,
    remedy: p =>
      `Run it again: \`kindred discover --name ${p.id}\` finds the same groups in what is defined now.`,
  },
  discovery_without_rules: {
    says: p => `The discovery '${p.id}' has no ${p.as} that could be published.`,
    remedy: p => `Publish it as ${p.as === 'rules' ? 'model' : 'rules'}, or run it again.`,
  },
  customer_outside_population: {
    says: p => `This customer is not in the population of the discovery '${p.discovery}'.`,
    remedy: () => 'Ask for somebody for whom its condition holds; `kindred discover show` names it.',
  },
  nobody_to_group: {
    says: p => `There is no customer in the population (${p.population}).`,
    remedy: () => 'Widen the condition, or import customers first.',
  },
  no_features: {
    says: () => 'Nothing is declared that customers could be compared by.',
    remedy: () =>
      'Name features, such as `--features "count(visit, 90d),country"`, or declare events and attributes.',
  },
  expression_wrong: {
    says: p => `'${p.text}' (${p.what}), column ${p.column}: ${p.says}`,
    remedy: p => p.remedy,
  },
  feature_not_measurable: {
    says: p => `'${p.text}' gives a ${p.type}, which is no measure of a customer.`,
    remedy: p =>
      p.type === 'date' || p.type === 'instant'
        ? 'Take a time from it, such as `age(birth_date)` or `days_since(purchase)`.'
        : 'Take a number, money, a text or a condition from it.',
  },
  feature_twice: {
    says: p => `The feature '${p.text}' is named twice.`,
    remedy: () => 'Name each feature once.',
  },
  class_missing: {
    says: p => `'${p.segmentation}' is a segmentation; its classes are ${quotedNames(p.classes)}.`,
    remedy: () => 'Name one of them: `--class CLASS`, or `class` in the request.',
  },
  nothing_to_compare: {
    says: p => `The discovery '${p.id}' has one round, so there is nothing to compare it with.`,
    remedy: p => `Find it anew: \`kindred discover --name ${p.id}\`.`,
  },
  too_few_to_group: {
    says: p =>
      `Groups of ${p.customers} customer${p.customers === 1 ? '' : 's'} were asked for, and it takes at least ${p.wanted}.`,
    remedy: () => 'Widen the population.',
  },
  too_few_distinct_to_group: {
    says: p =>
      `${p.groups} groups were asked for, and only ${p.distinct} ${p.distinct === 1 ? 'customer differs' : 'customers differ'} in what they are compared by.`,
    remedy: p =>
      p.distinct < 2
        ? 'Name features in which customers differ, or widen the population.'
        : `Ask for at most ${p.distinct} groups, name more features, or widen the population.`,
  },
  nothing_to_group_by: {
    says: p => `There is nothing to tell customers apart by: ${p.reasons.join('; ')}.`,
    remedy: () => 'Name features that are known of many customers and differ between them.',
  },
  groups_not_found: {
    says: p => `The method '${p.method}' found no such groups: ${p.reason}.`,
    remedy: () => 'Leave the number of groups open, choose another method, or widen the population.',
  },
  rounds_not_comparable: {
    says: p =>
      `The two rounds of '${p.discovery}' compare customers by different features: ${p.shared.length === 0 ? 'none' : `only ${quotedNames(p.shared)}`} in both, ${quotedNames(p.apart)} in one of them.`,
    remedy: () =>
      'Compare rounds that were found by the same features, or give the new one an id of its own.',
  },
}
