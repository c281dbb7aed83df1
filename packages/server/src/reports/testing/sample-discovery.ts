import type {
  Criterion,
  DiscoveredFeature,
  DiscoveredGroup,
  Discovery,
  DiscoveryChoice,
  FeatureDifference,
} from '@kindred/engine'

/** How a sample writes what people write: names, words, conditions. */
type Words = (text: string) => string

const features: readonly (readonly [id: string, label: string, is: string])[] = [
  ['purchases_90d', 'Purchases in 90 days', 'count(purchase, 90d)'],
  ['basket', 'Average basket', 'avg(purchase.amount, 365d)'],
  ['spend_365d', 'Spend in a year', 'sum(purchase.amount, 365d)'],
  ['recency', 'Days since the last purchase', 'days_since(last(purchase))'],
  ['weekend', 'Share of purchases on weekends', 'weekend_purchases / purchases'],
  ['coupons', 'Coupons used', 'count(purchase where coupon is known, 365d)'],
  ['kind', 'Kind of customer', 'kind'],
  ['opens', 'Mails opened', 'count(email_open, 90d)'],
]
const names = [
  'Frequent small baskets, weekend, coupons',
  'Quiet for half a year, once large baskets',
  'Business, large baskets, few visits',
  'Opens mails, buys nothing',
  'New this month',
]
const criteriaNames = ['measurable', 'accessible', 'substantial', 'differentiable', 'actionable'] as const
const verdicts = ['met', 'partly', 'not met', 'not known'] as const

/** A made-up discovery of so many groups, the same for the same arguments. */
export function sampleDiscovery(groups = 5, words: Words = text => text): Discovery {
  const shares = sharesOf(groups)
  return {
    id: words('shoppers'),
    round: 1,
    createdAt: Date.UTC(2026, 5, 30, 12),
    author: words('ada@example.org'),
    asOf: Date.UTC(2026, 5, 30),
    definitionsVersion: 7,
    asked: {
      population: words('did(purchase, 365d) and not in(newcomers)'),
      features: features.map(([id]) => words(id)),
      method: 'auto',
      maxClasses: 12,
      minShare: 0.02,
      seed: 7,
    },
    population: {
      customers: 18_250,
      learnedFrom: 10_000,
      base: 24_000,
      value: words('spend_365d'),
      valueType: 'money',
      currency: 'EUR',
      outliers: 41,
    },
    features: featuresOf(words),
    choices: choicesOf(groups, words),
    recommendation: words(
      `${groups} groups by k-means: the best score of those no smaller than 2 % of customers, found again in 93 of 100 of samples.`,
    ),
    notes: [
      words('Groups 2 and 3 overlap: for 14 % of their members the other centre is nearly as close.'),
      words('`opens` is unknown for 22 % of customers; who has never been mailed counts as the middle.'),
    ],
    model: { inputs: [], centres: [] },
    groups: shares.map((share, index) => groupOf(index, share, words)),
    rules: {
      fidelity: 0.943,
      target: 0.9,
      groups: shares.map((_, index) => ({
        group: words(`group_${index + 1}`),
        when: words(`count(purchase, 90d) >= ${index + 2} and avg(purchase.amount, 365d) < 40`),
        english: words(
          `At least ${index + 2} purchases in the last 90 days, and average amount of purchases in the last year below 40.00 EUR.`,
        ),
        conditions: 2,
        precision: 0.97 - index * 0.02,
        recall: 0.91,
      })),
    },
    pictures: {
      projection: { method: 'pca', explained: 0.47, points: pointsOf(groups) },
      neighbours: { method: 'umap', points: pointsOf(groups).slice(0, 300) },
      dendrogram: chainOf(groups),
    },
    published: [],
  }
}

/** The next round of it: one group is new, one is gone, one was published. */
export function nextRound(before: Discovery, words: Words = text => text): Discovery {
  return {
    ...before,
    round: before.round + 1,
    change: {
      with: before.round,
      groups: before.groups.map((group, index) =>
        index === 1
          ? { group: group.id }
          : { group: group.id, before: group.id, shareBefore: group.share * 1.1, drift: 0.12 },
      ),
      gone: [{ group: words('sleepers'), name: words('Asleep'), share: 0.08 }],
      says: [words('Group 1 shrank from 34.1 % to 31.0 %.'), words('Group 2 is new.')],
    },
    published: [{ as: 'rules', segmentation: words('shoppers'), version: 8, at: Date.UTC(2026, 6, 1) }],
  }
}

function sharesOf(groups: number): number[] {
  const weights = Array.from({ length: groups }, (_, index) => 1 / (index + 2))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}

function featuresOf(words: Words): DiscoveredFeature[] {
  const used = features.map(
    ([id, label, is], index): DiscoveredFeature => ({
      id: words(id),
      is: words(is),
      label: words(label),
      kind: id === 'kind' ? 'category' : id === 'basket' || id === 'spend_365d' ? 'money' : 'number',
      source: 'default',
      why: words('counts what customers do'),
      knownShare: 1 - index * 0.03,
      preparation: words('logarithm, straight between knots, for its skewness of 3.1; then scaled robustly'),
    }),
  )
  const [first] = used
  return first === undefined
    ? []
    : [
        ...used,
        {
          ...first,
          id: words('visits'),
          label: words('Visits'),
          dropped: words('says nearly the same as purchases_90d (correlation 0.98)'),
        },
      ]
}

function choicesOf(groups: number, words: Words): DiscoveryChoice[] {
  const sizes = Array.from({ length: 7 }, (_, index) => Math.max(2, groups - 3) + index)
  return (['k-means', 'gaussian-mixture', 'ward', 'medoids'] as const)
    .flatMap((method, rank) =>
      sizes.map(
        (classes): DiscoveryChoice => ({
          method,
          classes,
          seed: 7 + rank,
          silhouette: 0.46 - rank * 0.04 - Math.abs(classes - groups) * 0.03,
          silhouetteError: 0.004,
          daviesBouldin: 0.9 + rank * 0.1,
          calinskiHarabasz: 12_345 - rank * 1000,
          stability: 0.95 - rank * 0.05 - Math.abs(classes - groups) * 0.02,
          ...(method === 'gaussian-mixture' ? { bic: -123_456 } : {}),
          smallestShare: 0.2 / classes,
          score: 0.8 - rank * 0.06 - Math.abs(classes - groups) * 0.05,
          chosen: method === 'k-means' && classes === groups,
          ...(classes > groups + 2 ? { excluded: words('its smallest group is below 2 %') } : {}),
        }),
      ),
    )
    .toSorted((a, b) => b.score - a.score)
}

function groupOf(index: number, share: number, words: Words): DiscoveredGroup {
  return {
    id: words(`group_${index + 1}`),
    name: words(names[index] ?? `Group of the kind number ${index + 1}`),
    customers: Math.round(share * 18_250),
    share,
    value: String(Math.round(share * 40_000_000_000)),
    valueShare: Math.min(1, share * (0.5 + ((index * 7) % 5) * 0.25)),
    potential: {
      value: String(Math.round(share * 6_000_000_000)),
      says: words('1,204 members below the group’s median of 410 EUR would come up to it.'),
    },
    profile: features.map(([id], at) => differenceOf(id, index, at, words)),
    typical: {
      customer: words(`C00${4210 + index}`),
      values: features.map(([id, , is], at) => ({
        feature: words(id),
        text: words(is === 'kind' ? 'person' : String((index + 1) * (at + 3))),
      })),
    },
    criteria: criteriaNames.map((name, at) => criterionOf(name, index + at, words)),
  }
}

function differenceOf(id: string, group: number, at: number, words: Words): FeatureDifference {
  const effect = Math.sin(group * 2.1 + at * 1.3) * (1 - at * 0.1)
  return {
    feature: words(id),
    inGroup: words(id === 'kind' ? '62 %' : String(10 + group * at)),
    inBase: words(id === 'kind' ? '8 %' : '12'),
    ...(id === 'kind' ? { level: words('business') } : {}),
    effect,
    interval: [effect - 0.05, effect + 0.05],
    says: words(effect > 0 ? 'higher: 1,240 EUR against 310' : 'lower: 3 against 12'),
  }
}

function criterionOf(name: Criterion['name'], at: number, words: Words): Criterion {
  return {
    name,
    verdict: verdicts[at % 4] ?? 'met',
    figures: [
      { name: words('features known'), text: '96.1 %' },
      { name: words('stability'), text: '0.93' },
    ],
    says: words('Its features are known for nearly all, and samples find it again.'),
  }
}

function pointsOf(groups: number): [number, number, number][] {
  let state = 7
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296 + 1e-12
  }
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: 300 }, (_, index) => {
    const group = Math.floor(groups * random() ** 1.5)
    const angle = (2 * Math.PI * group) / groups
    const far = index % 100 === 0 ? 30 : 1
    return [3 * Math.cos(angle) + normal() * far, 3 * Math.sin(angle) + normal() * far, group]
  })
}

/** The first two groups are joined, then each next one to what is joined already. */
function chainOf(groups: number): [number, number, number][] {
  return Array.from({ length: groups - 1 }, (_, index) => [
    index === 0 ? 0 : groups + index - 1,
    index + 1,
    1 + index * 0.7,
  ])
}
