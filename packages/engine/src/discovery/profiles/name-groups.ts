import { fitName } from '../../catalog/snake-case.ts'
import type { FeatureDifference } from '../../records/discovery.ts'
import { type NamePhrase, namePhrase } from './name-phrase.ts'
import type { ProfiledFeature } from './profile-group.ts'
import { rankCorrelation } from './rank-correlation.ts'

export interface GroupName {
  readonly id: string
  readonly name: string
}

/** What makes a name, and what may be added to tell two of one name apart: medium and small by Romano and others (2006). */
const [MEDIUM, SMALL] = [0.33, 0.147]
const [PHRASES, LONGEST] = [3, 60]
/** Two numbers whose places agree so far (Spearman) are one thing in a name. */
const TOGETHER = 0.8

/**
 * A name for each group, from what most sets it apart: up to three things, each said once. Groups that come to the same
 * name take what sets them apart less; where nothing does, their place. Names are unique, have letters, and their ids are
 * names in the sense of definitions.
 *
 * @param profiles - One a group, most telling first.
 */
export function nameGroups(
  profiles: readonly (readonly FeatureDifference[])[],
  features: readonly ProfiledFeature[],
): GroupName[] {
  const byId = new Map(features.map(each => [each.feature.id, each]))
  const names = new Set<string>()
  const ids = new Set<string>()
  return profiles.map((profile, place) => {
    const name = unused(candidates(profile, byId), names, place)
    names.add(name)
    const id = unusedId(name, ids, place)
    ids.add(id)
    return { id, name }
  })
}

/** Names from short to long, the best first. */
function candidates(
  profile: readonly FeatureDifference[],
  features: ReadonlyMap<string, ProfiledFeature>,
): string[] {
  const over = (least: number): Telling[] => distinct(tellingsOf(profile, features, least))
  const strong = fitting(over(MEDIUM).slice(0, PHRASES))
  const least = strong.length > 0 ? strong : [AVERAGE]
  const more = over(SMALL).filter(each => !least.some(other => isSaid(each, other)))
  // One thing alone is mostly true of several groups: “older”.
  const [lead, further] =
    strong.length === 1 ? [[...least, ...more.slice(0, 1)], more.slice(1)] : [least, more]
  return [nameOf(lead), ...further.map(each => nameOf([...lead, each]))]
}

/** Words of a name, and what they are said for. */
interface Telling extends NamePhrase {
  readonly effect: number
  readonly column?: ProfiledFeature['column']
}

const AVERAGE: Telling = { text: 'close to the average', about: '', effect: 0 }

/** Most telling first; that something is not known last, since it mostly follows from the others. */
function tellingsOf(
  profile: readonly FeatureDifference[],
  features: ReadonlyMap<string, ProfiledFeature>,
  least: number,
): Telling[] {
  const telling = profile.filter(each => isTelling(each, least))
  const isUnknown = ({ level }: FeatureDifference): boolean => level === 'unknown'
  return [...telling.filter(each => !isUnknown(each)), ...telling.filter(isUnknown)].flatMap(each => {
    const profiled = features.get(each.feature)
    if (profiled === undefined) return []
    const column = each.level === undefined ? { column: profiled.column } : {}
    return [{ ...namePhrase(profiled, each), effect: each.effect, ...column }]
  })
}

function isTelling({ effect, interval: [low, high] }: FeatureDifference, least: number): boolean {
  return Math.abs(effect) >= least && low * high > 0
}

/** One thing is said once, the same words are, and of what goes up and down together the first. */
function distinct(tellings: readonly Telling[]): Telling[] {
  const said: Telling[] = []
  for (const each of tellings) if (!said.some(other => isSaid(each, other))) said.push(each)
  return said
}

/** Whether a name that says the other has said it. */
function isSaid(telling: Telling, other: Telling): boolean {
  if (telling.about === other.about || isWithin(telling.core ?? telling.text, other.text)) return true
  if (telling.column === undefined) return telling.isNone === true && other.isNone === true
  return goTogether(telling, other)
}

/** Whether the words of one are among those of the other: “outlet” says no more than “outlet goods”. */
function isWithin(text: string, other: string): boolean {
  const said = new Set(other.toLowerCase().split(' '))
  return text
    .toLowerCase()
    .split(' ')
    .every(word => said.has(word))
}

/** Numbers of which one mostly tells the other: orders and spend, spend and lifetime spend. */
function goTogether(a: Telling, b: Telling): boolean {
  if (a.column?.kind !== 'number' || b.column?.kind !== 'number') return false
  return rankCorrelation(a.column.ranked, b.column.ranked) * Math.sign(a.effect * b.effect) >= TOGETHER
}

function fitting<P extends NamePhrase>(phrases: readonly P[]): P[] {
  const count = phrases.findIndex((_, at) => nameOf(phrases.slice(0, at + 1)).length > LONGEST)
  return phrases.slice(0, count === -1 ? phrases.length : Math.max(1, count))
}

function nameOf(phrases: readonly NamePhrase[]): string {
  const text = phrases.map(each => each.text).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function unused(wanted: readonly string[], taken: ReadonlySet<string>, place: number): string {
  const free = wanted.find(name => !taken.has(name) && /\p{L}/u.test(name))
  if (free !== undefined) return free
  const base = wanted.find(name => /\p{L}/u.test(name)) ?? 'Group'
  return `${base}, group ${place + 1}`
}

/** Letters that no id can be written in leave nothing of a name: its place stands for it. */
function unusedId(name: string, taken: ReadonlySet<string>, place: number): string {
  const fitted = fitName(name).slice(0, 90).replace(/_+$/, '')
  const base = /^x?[_\d]*$/.test(fitted) ? `group_${place + 1}` : fitted
  let id = base
  for (let next = 2; taken.has(id); next += 1) id = `${base}_${next}`
  return id
}
