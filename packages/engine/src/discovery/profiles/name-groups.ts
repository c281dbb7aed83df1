import { fitName } from '../../catalog/snake-case.ts'
import type { FeatureDifference } from '../../records/discovery.ts'
import { type NamePhrase, namePhrase } from './name-phrase.ts'
import type { ProfiledFeature } from './profile-group.ts'

export interface GroupName {
  readonly id: string
  readonly name: string
}

/** What makes a name, and what may be added to tell two of one name apart: medium and small by Romano and others (2006). */
const [MEDIUM, SMALL] = [0.33, 0.147]
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
  const over = (least: number): NamePhrase[] =>
    distinct(
      profile
        .filter(each => isTelling(each, least))
        .flatMap(each => {
          const profiled = features.get(each.feature)
          return profiled === undefined ? [] : [namePhrase(profiled, each)]
        }),
    )
  const strong = fitting(over(MEDIUM).slice(0, PHRASES))
  const lead = strong.length > 0 ? strong : [AVERAGE]
  const further = over(SMALL).filter(({ about }) => lead.every(each => each.about !== about))
  return [nameOf(lead), ...further.map(each => nameOf([...lead, each]))]
}

const AVERAGE: NamePhrase = { text: 'close to the average', about: '' }

function isTelling({ effect, interval: [low, high] }: FeatureDifference, least: number): boolean {
  return Math.abs(effect) >= least && low * high > 0
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
