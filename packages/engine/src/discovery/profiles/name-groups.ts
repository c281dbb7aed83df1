import { fitName } from '../../catalog/snake-case.ts'
import type { FeatureDifference } from '../../records/discovery.ts'
import { type NamePhrase, namePhrase } from './name-phrase.ts'
import type { ProfiledFeature } from './profile-group.ts'

export interface GroupName {
  readonly id: string
  readonly name: string
}

/** A difference smaller than this (Romano 2006 calls 0.147 small, 0.33 medium) makes no name. */
const LEAST_EFFECT = 0.2
const [PHRASES, LONGEST] = [3, 60]

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
  const phrases = distinct(
    profile.filter(isTelling).flatMap(each => {
      const profiled = features.get(each.feature)
      return profiled === undefined ? [] : [namePhrase(profiled, each)]
    }),
  )
  if (phrases.length === 0) return ['Close to the average']
  const lead = fitting(phrases.slice(0, PHRASES))
  const further = phrases.slice(lead.length).map(each => nameOf([...lead, each]))
  return [nameOf(lead), ...further]
}

function isTelling({ effect, interval: [low, high] }: FeatureDifference): boolean {
  return Math.abs(effect) >= LEAST_EFFECT && low * high > 0
}

/** One thing is said once, and the same words are. */
function distinct(phrases: readonly NamePhrase[]): NamePhrase[] {
  const said = new Set<string>()
  return phrases.filter(({ about, text }) => {
    if (said.has(about) || said.has(text)) return false
    said.add(about)
    said.add(text)
    return true
  })
}

function fitting(phrases: readonly NamePhrase[]): NamePhrase[] {
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
