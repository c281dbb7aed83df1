/** One kind of customer the generator knows. What it is made of is the truth that discovery and models are held against. */
export interface BehaviourType {
  readonly id: string
  /** Share of all customers. The shares of all types sum to 1. */
  readonly share: number
  /** Purchases a week while she is alive: Gamma(shape, mean / shape) over the customers of the type. */
  readonly purchaseRate: { readonly mean: number; readonly shape: number } | undefined
  /** Mean weeks until she stops for good, exponential; the death rate itself is gamma over customers (Pareto/NBD). */
  readonly lifetimeWeeks: number
  /** Amount of a purchase: log-normal with this median (EUR) and spread of the logarithm. */
  readonly amount: { readonly median: number; readonly spread: number }
  /** Relative weights of categories. */
  readonly categories: Readonly<Record<string, number>>
  /** Visits a week that end in nothing. */
  readonly visitRate: number
  /** Chance that an e-mail sent to her is opened. */
  readonly openRate: number
  /** Calls a week. */
  readonly callRate: number
  /** Chance that a purchase is followed by a complaint. */
  readonly complaintRate: number
  /** Demand by month, January first; mean 1. */
  readonly season: readonly number[]
  /** Weeks before the end within which she signed up. */
  readonly joinedWithinWeeks: readonly [number, number]
}

const even = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
const gifts = [0.3, 0.7, 0.4, 0.6, 1.4, 0.4, 0.3, 0.3, 0.4, 0.7, 2.4, 4.1]
const sales = [2.6, 0.9, 0.4, 0.4, 0.5, 1.1, 2.2, 0.9, 0.4, 0.4, 1.7, 0.5]
const summer = [0.7, 0.7, 1, 1.3, 1.4, 1.3, 1.1, 1, 0.9, 0.8, 0.9, 0.9]

/** The eight types of the demo's shop. */
export const behaviourTypes: readonly BehaviourType[] = [
  {
    id: 'regular',
    share: 0.19,
    purchaseRate: { mean: 0.42, shape: 4 },
    lifetimeWeeks: 160,
    amount: { median: 38, spread: 0.45 },
    categories: { kitchen: 4, books: 3, toys: 2, garden: 2, phone: 0.4 },
    visitRate: 0.56,
    openRate: 0.42,
    callRate: 0.03,
    complaintRate: 0.012,
    season: even,
    joinedWithinWeeks: [30, 104],
  },
  {
    id: 'bargain_hunter',
    share: 0.15,
    purchaseRate: { mean: 0.36, shape: 3 },
    lifetimeWeeks: 110,
    amount: { median: 16, spread: 0.5 },
    categories: { outlet: 7, books: 1, kitchen: 1, toys: 1 },
    visitRate: 0.98,
    openRate: 0.71,
    callRate: 0.012,
    complaintRate: 0.02,
    season: sales,
    joinedWithinWeeks: [20, 104],
  },
  {
    id: 'big_spender',
    share: 0.05,
    purchaseRate: { mean: 0.31, shape: 5 },
    lifetimeWeeks: 190,
    amount: { median: 240, spread: 0.6 },
    categories: { laptop: 4, phone: 4, kitchen: 1, garden: 1 },
    visitRate: 0.68,
    openRate: 0.35,
    callRate: 0.18,
    complaintRate: 0.03,
    season: even,
    joinedWithinWeeks: [26, 104],
  },
  {
    id: 'gift_buyer',
    share: 0.12,
    purchaseRate: { mean: 0.14, shape: 4 },
    lifetimeWeeks: 150,
    amount: { median: 72, spread: 0.4 },
    categories: { toys: 5, books: 3, phone: 1, kitchen: 1 },
    visitRate: 0.19,
    openRate: 0.22,
    callRate: 0.018,
    complaintRate: 0.015,
    season: gifts,
    joinedWithinWeeks: [40, 104],
  },
  {
    id: 'occasional',
    share: 0.2,
    purchaseRate: { mean: 0.07, shape: 1.5 },
    lifetimeWeeks: 70,
    amount: { median: 45, spread: 0.7 },
    categories: { kitchen: 2, garden: 3, books: 1, toys: 1, outlet: 1, phone: 0.5 },
    visitRate: 0.15,
    openRate: 0.15,
    callRate: 0.015,
    complaintRate: 0.02,
    season: summer,
    joinedWithinWeeks: [10, 104],
  },
  {
    id: 'newcomer',
    share: 0.07,
    purchaseRate: { mean: 0.5, shape: 1.2 },
    lifetimeWeeks: 40,
    amount: { median: 41, spread: 0.6 },
    categories: { kitchen: 2, garden: 2, books: 2, toys: 1, outlet: 2, phone: 1 },
    visitRate: 1.2,
    openRate: 0.5,
    callRate: 0.06,
    complaintRate: 0.02,
    season: even,
    joinedWithinWeeks: [0, 4.3],
  },
  {
    id: 'business',
    share: 0.04,
    purchaseRate: { mean: 0.65, shape: 6 },
    lifetimeWeeks: 260,
    amount: { median: 310, spread: 0.7 },
    categories: { office: 8, laptop: 2, phone: 1 },
    visitRate: 0.38,
    openRate: 0.28,
    callRate: 0.27,
    complaintRate: 0.02,
    season: [1, 1, 1.1, 1, 1, 1, 0.7, 0.7, 1.2, 1.2, 1.1, 1],
    joinedWithinWeeks: [30, 104],
  },
  {
    id: 'prospect',
    share: 0.18,
    purchaseRate: undefined,
    lifetimeWeeks: 104,
    amount: { median: 1, spread: 0 },
    categories: {},
    visitRate: 0.22,
    openRate: 0.18,
    callRate: 0.03,
    complaintRate: 0,
    season: even,
    joinedWithinWeeks: [0, 80],
  },
]
