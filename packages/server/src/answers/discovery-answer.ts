import type { AnswerOf, Contract, WireDiscovery, WireDiscoverySummary } from '@kindred/api'
import type {
  Assessment,
  ComparedDiscovery,
  Discovery,
  DiscoveryChange,
  DiscoverySummary,
  FeatureDifference,
  PlacedCustomer,
} from '@kindred/engine'
import { readAmount } from '@kindred/engine'
import { instantText, optionalAmount, typedValue } from './typed-value.ts'

/** A discovery as it travels. */
export function discoveryAnswer(discovery: Discovery): WireDiscovery {
  const { model, pictures, rules, change } = discovery
  return {
    id: discovery.id,
    round: discovery.round,
    created_at: instantText(discovery.createdAt),
    author: discovery.author,
    as_of: instantText(discovery.asOf),
    definitions_version: discovery.definitionsVersion,
    asked: questionAnswer(discovery),
    population: populationAnswer(discovery),
    features: discovery.features.map(({ knownShare, ...feature }) => ({
      ...feature,
      known_share: knownShare,
    })),
    choices: discovery.choices.map(choiceAnswer),
    recommendation: discovery.recommendation,
    notes: [...discovery.notes],
    model: {
      inputs: model.inputs.map(({ curve, reading, ...input }) => ({
        ...input,
        reading: 'levels' in reading ? levelsOf(reading) : reading,
        ...(curve === undefined
          ? {}
          : { curve: curve.map(([value, becomes]): [number, number] => [value, becomes]) }),
      })),
      centres: model.centres.map(centre => [...centre]),
    },
    groups: discovery.groups.map(group => groupAnswer(discovery, group)),
    rules: {
      fidelity: rules.fidelity,
      target: rules.target,
      groups: rules.groups.map(rule => ({ ...rule })),
    },
    pictures: {
      projection: projectionAnswer(pictures.projection),
      ...(pictures.neighbours && { neighbours: projectionAnswer(pictures.neighbours) }),
      dendrogram: pictures.dendrogram.map(([left, right, height]): [number, number, number] => [
        left,
        right,
        height,
      ]),
    },
    ...(change === undefined ? {} : { change: changeAnswer(change) }),
    published: discovery.published.map(({ at, ...each }) => ({ ...each, at: instantText(at) })),
  }
}

type Reading = WireDiscovery['model']['inputs'][number]['reading']

function levelsOf(
  reading: Extract<Discovery['model']['inputs'][number]['reading'], { levels: unknown }>,
): Reading {
  return reading.kind === 'order'
    ? { kind: 'order', levels: [...reading.levels] }
    : { kind: 'other', levels: [...reading.levels] }
}

function questionAnswer({ asked }: Discovery): WireDiscovery['asked'] {
  const { maxClasses, minShare, features, ...rest } = asked
  return { ...rest, features: [...features], max_classes: maxClasses, min_share: minShare }
}

function populationAnswer({ population }: Discovery): WireDiscovery['population'] {
  const { customers, learnedFrom, base, outliers } = population
  return {
    customers,
    base,
    outliers,
    learned_from: learnedFrom,
    ...amountOf(population.valueType, population.value),
  }
}

function amountOf(type: 'number' | 'money' | undefined, value: string | undefined) {
  return optionalAmount(type, value === undefined ? undefined : readAmount(value))
}

function choiceAnswer(choice: Discovery['choices'][number]): WireDiscovery['choices'][number] {
  const { silhouetteError, daviesBouldin, calinskiHarabasz, smallestShare, ...rest } = choice
  return {
    ...rest,
    ...(silhouetteError === undefined ? {} : { silhouette_error: silhouetteError }),
    davies_bouldin: daviesBouldin,
    calinski_harabasz: calinskiHarabasz,
    smallest_share: smallestShare,
  }
}

type Group = Discovery['groups'][number]

function groupAnswer({ population }: Discovery, group: Group): WireDiscovery['groups'][number] {
  const { valueType = 'number' } = population
  const { id, name, customers, share, value, valueShare, potential, profile, typical, criteria } = group
  return {
    ...{ id, name, customers, share },
    ...amountOf(valueType, value),
    ...(valueShare === undefined ? {} : { value_share: valueShare }),
    ...(potential === undefined
      ? {}
      : { potential: { value: typedValue(valueType, readAmount(potential.value)), says: potential.says } }),
    profile: profile.map(differenceAnswer),
    typical: { customer: typical.customer, values: typical.values.map(each => ({ ...each })) },
    criteria: criteria.map(each => ({ ...each, figures: each.figures.map(figure => ({ ...figure })) })),
  }
}

/** What sets a group apart, as it travels. */
export function differenceAnswer(difference: FeatureDifference) {
  const { feature, inGroup, inBase, level, effect, interval, says } = difference
  const [low, high] = interval
  return {
    feature,
    in_group: inGroup,
    in_base: inBase,
    ...(level === undefined ? {} : { level }),
    effect,
    interval: [low, high] satisfies [number, number],
    says,
  }
}

/** What became of the groups of a round. */
export function changeAnswer(change: DiscoveryChange) {
  return {
    with: change.with,
    groups: change.groups.map(({ shareBefore, ...group }) => ({
      ...group,
      ...(shareBefore === undefined ? {} : { share_before: shareBefore }),
    })),
    gone: change.gone.map(each => ({ ...each })),
    says: [...change.says],
  }
}

export function comparisonAnswer(id: string, compared: ComparedDiscovery) {
  return { id, from: compared.from, to: compared.to, ...changeAnswer(compared) }
}

export function discoverySummaryAnswer(summary: DiscoverySummary): WireDiscoverySummary {
  const { createdAt, asOf, definitionsVersion, groups, published, ...rest } = summary
  return {
    ...rest,
    created_at: instantText(createdAt),
    as_of: instantText(asOf),
    definitions_version: definitionsVersion,
    groups: groups.map(group => ({ ...group })),
    published: published.map(({ at, ...each }) => ({ ...each, at: instantText(at) })),
  }
}

export function assessmentAnswer(
  asked: { readonly definition: string; readonly class?: string | undefined },
  assessment: Assessment,
): AnswerOf<Contract['assess']> {
  const { asOf, customers, base, value, valueType, criteria, profile } = assessment
  return {
    definition: asked.definition,
    ...(asked.class === undefined ? {} : { class: asked.class }),
    as_of: instantText(asOf),
    ...{ customers, base },
    ...optionalAmount(valueType, value),
    criteria: criteria.map(each => ({ ...each, figures: each.figures.map(figure => ({ ...figure })) })),
    profile: profile.map(differenceAnswer),
  }
}

/** Where a customer stands among the groups. */
export function placedAnswer(customer: string, placed: PlacedCustomer): AnswerOf<Contract['discoveryOf']> {
  const { discovery, asOf, place } = placed
  const named = (id: string) => ({ id, name: discovery.groups.find(group => group.id === id)?.name ?? id })
  const about = { customer, as_of: instantText(asOf), round: discovery.round }
  if (place === undefined) {
    const [only] = discovery.groups
    return {
      ...about,
      group: named(only?.id ?? ''),
      because: [],
      moves: [],
      says: 'There is one group only.',
    }
  }
  return {
    ...about,
    group: named(place.group),
    next: named(place.next),
    distance: place.distance,
    next_distance: place.nextDistance,
    because: place.because.map(each => ({ ...each })),
    moves: place.moves.map(({ feature, from, to, says }) => ({ feature, from, to, says })),
    says: place.says,
  }
}

function projectionAnswer({ points, ...projection }: Discovery['pictures']['projection']) {
  return {
    ...projection,
    points: points.map(([x, y, group]): [number, number, number] => [x, y, group]),
  }
}
