import { type BehaviourType, behaviourTypes } from './behaviour-types.ts'
import type { ShopRandom } from './shop-random.ts'

/** One generated customer: what the shop knows of her, and what only the generator knows. */
export interface ShopCustomer {
  readonly id: string
  readonly type: BehaviourType
  /** UTC milliseconds. */
  readonly signedUp: number
  /** Purchases a week while alive. */
  readonly rate: number
  /** When she stopped for good; may lie after the end. */
  readonly diedAt: number
  readonly attributes: Readonly<Record<string, string>>
}

export const WEEK = 7 * 24 * 3_600_000
const DAY = 24 * 3_600_000

const homes = [
  { country: 'CZ', region: 'Prague', latitude: 50.08, longitude: 14.43, spread: 0.12, weight: 5 },
  { country: 'CZ', region: 'South Moravia', latitude: 49.2, longitude: 16.61, spread: 0.15, weight: 3 },
  { country: 'CZ', region: 'Pilsen', latitude: 49.74, longitude: 13.37, spread: 0.1, weight: 1.5 },
  { country: 'SK', region: 'Bratislava', latitude: 48.15, longitude: 17.11, spread: 0.1, weight: 2 },
  { country: 'AT', region: 'Vienna', latitude: 48.21, longitude: 16.37, spread: 0.12, weight: 1.5 },
  { country: 'DE', region: 'Saxony', latitude: 51.05, longitude: 13.74, spread: 0.2, weight: 1 },
] as const
const homeWeights = Object.fromEntries(homes.map((home, index) => [String(index), home.weight]))
const typeWeights = Object.fromEntries(behaviourTypes.map((type, index) => [String(index), type.share]))
const jobs = { employee: 9, self_employed: 2, manager: 1.5, public_service: 2, student: 1.5, retired: 2 }
const income: Readonly<Record<string, number>> = {
  employee: 24_000,
  self_employed: 29_000,
  manager: 52_000,
  public_service: 26_000,
  student: 7_000,
  retired: 12_000,
}
const interests = ['cooking', 'gardening', 'gaming', 'running', 'reading', 'photography', 'diy']

/** @param end - The instant up to which the shop's history goes, UTC milliseconds. */
export function shopCustomer(index: number, end: number, random: ShopRandom): ShopCustomer {
  const type = byIndex(behaviourTypes, random.weighted(typeWeights))
  const signedUp = Math.floor(end - random.between(...type.joinedWithinWeeks) * WEEK)
  const lifetime = random.exponential(1 / random.gamma(1 / type.lifetimeWeeks, 3))
  return {
    id: `C${String(index + 1).padStart(6, '0')}`,
    type,
    signedUp,
    rate: type.purchaseRate === undefined ? 0 : random.gamma(type.purchaseRate.mean, type.purchaseRate.shape),
    diedAt: Math.min(signedUp + lifetime * WEEK, Number.MAX_SAFE_INTEGER),
    attributes: { ...person(type, random, end), signed_up: isoDay(signedUp) },
  }
}

function person(type: BehaviourType, random: ShopRandom, end: number): Record<string, string> {
  const home = byIndex(homes, random.weighted(homeWeights))
  return {
    country: home.country,
    region: home.region,
    latitude: random.normal(home.latitude, home.spread).toFixed(5),
    longitude: random.normal(home.longitude, home.spread * 1.5).toFixed(5),
    marketing_consent: String(random.chance(type.openRate > 0.4 ? 0.93 : 0.74)),
    contract_end: random.chance(0.22) ? isoDay(end + random.between(-60, 300) * DAY) : '',
    ...(type.id === 'business' ? company(random) : household(random, end)),
  }
}

function company(random: ShopRandom): Record<string, string> {
  const employees = Math.max(1, Math.round(random.logNormal(14, 1.1)))
  return {
    kind: 'business',
    employees: String(employees),
    company_revenue: (employees * random.between(60_000, 180_000)).toFixed(2),
    birth_date: '',
    job: '',
    income: '',
    housing: '',
    interests: '',
  }
}

function household(random: ShopRandom, end: number): Record<string, string> {
  const job = random.weighted(jobs)
  return {
    kind: 'person',
    employees: '',
    company_revenue: '',
    birth_date: random.chance(0.9) ? isoDay(birth(job, random, end)) : '',
    job: random.chance(0.85) ? job : '',
    income: random.chance(0.6) ? ((income[job] ?? 20_000) * random.logNormal(1, 0.3)).toFixed(0) : '',
    housing: random.chance(0.8) ? (random.chance(0.42) ? 'house' : 'flat') : '',
    interests: interests.filter(() => random.chance(0.2)).join('|'),
  }
}

function birth(job: string, random: ShopRandom, end: number): number {
  const age =
    job === 'student'
      ? random.between(16, 27)
      : job === 'retired'
        ? random.between(62, 88)
        : random.between(20, 64)
  return end - age * 365.25 * DAY
}

function byIndex<T>(items: readonly T[], index: string): T {
  const item = items[Number(index)]
  if (item === undefined) throw new RangeError(`There is no item ${index}.`)
  return item
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
