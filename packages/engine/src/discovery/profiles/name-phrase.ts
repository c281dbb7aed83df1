import type { FeatureDifference } from '../../records/discovery.ts'
import type { FeatureMeasure } from './feature-measure.ts'
import { nounOf, spokenLabel } from './noun-of.ts'
import type { ProfiledFeature } from './profile-group.ts'

/** Two or three words of a name, and what they are about. */
export interface NamePhrase {
  readonly text: string
  readonly about: string
  /** What of the text another phrase may have said already; absent: all of it. */
  readonly core?: string
  /** Whether it says that there was nothing of it. */
  readonly isNone?: boolean
}

type Wording = (noun: string, isNone: boolean) => string

/** How more and less of something is said; `isNone` where the middle of the group is 0. */
const WORDS: Readonly<Record<Exclude<FeatureMeasure, 'boolean' | 'category'>, readonly [Wording, Wording]>> =
  {
    age: [() => 'older', () => 'younger'],
    average: [noun => `large ${noun}`, noun => `small ${noun}`],
    count: [noun => `many ${noun}`, (noun, isNone) => `${isNone ? 'no' : 'few'} ${noun}`],
    days_since: [noun => `no recent ${noun}`, noun => `recent ${noun}`],
    gap: [noun => `infrequent ${noun}`, noun => `frequent ${noun}`],
    number: [noun => `high ${noun}`, noun => `low ${noun}`],
    share: [noun => noun, (noun, isNone) => `${isNone ? 'no' : 'little'} ${noun}`],
    total: [noun => `high ${noun}`, (noun, isNone) => `${isNone ? 'no' : 'low'} ${noun}`],
  }

/** What a difference becomes in a name. */
export function namePhrase(profiled: ProfiledFeature, difference: FeatureDifference): NamePhrase {
  const { feature, measure } = profiled
  const noun = nounOf(feature.label)
  const { level, effect, inGroup } = difference
  if (level === 'unknown') return unknownPhrase(profiled, effect, noun)
  if (measure === 'boolean') return { text: effect > 0 ? noun : `no ${noun}`, about: noun }
  if (level !== undefined || measure === 'category')
    return { ...levelPhrase(profiled, difference, noun), about: noun }
  const isNone = /^0(?: |$)/.test(inGroup)
  const text = WORDS[measure][effect > 0 ? 0 : 1](noun, isNone)
  return { text: softened(text, effect), core: text, about: noun, isNone: isNone && effect < 0 }
}

/** Below this (Romano and others 2006) a difference is small. */
const MEDIUM = 0.33

/** “Low” is said of what is clearly low; of less, “rather low”. */
function softened(text: string, effect: number): string {
  const isDegree = /^(?:older|younger|large|small|many|few|high|low|frequent|infrequent)\b/.test(text)
  return isDegree && Math.abs(effect) < MEDIUM ? `rather ${text}` : text
}

/** What is told of an event is unknown where there was none. */
function unknownPhrase({ event }: ProfiledFeature, effect: number, noun: string): NamePhrase {
  if (event === undefined) return { text: `${noun} ${effect > 0 ? 'unknown' : 'known'}`, about: noun }
  const about = spokenLabel(event)
  return { text: effect > 0 ? `no ${about}` : about, about, isNone: effect > 0 }
}

/** Shares of a group from which on a level is said of it without more, and of most of it; below the last, of nobody. */
const [ALL, MOST, NOBODY] = [0.8, 0.5, 0.1]

/** What a level is to a group: all of it, most, or more than elsewhere; of two levels the other one, if this one is rarer. */
function levelPhrase({ column }: ProfiledFeature, difference: FeatureDifference, noun: string) {
  const { level = '', effect, inGroup } = difference
  const share = Number.parseFloat(inGroup) / 100
  const other = effect < 0 ? otherOfTwo(column, level) : undefined
  const core = levelWords(noun, other ?? level)
  if (other !== undefined) return { core, text: `${howMany(1 - share)}${core}` }
  if (effect > 0) return { core, text: `${howMany(share)}${core}` }
  return { core: `not ${core}`, text: `${share <= NOBODY ? 'not' : 'fewer'} ${core}` }
}

function howMany(share: number): string {
  if (share >= ALL) return ''
  return share >= MOST ? 'mostly ' : 'more '
}

function otherOfTwo(column: ProfiledFeature['column'], level: string): string | undefined {
  if (column.kind === 'number') return undefined
  const levels = [...new Set(column.values)]
  const other = levels.find(each => each !== level)
  return levels.length === 2 ? (other ?? undefined) : undefined
}

/** A level that says by itself what it is; a number or an abbreviation needs the noun. */
function levelWords(noun: string, level: string): string {
  return /\p{L}{3}/u.test(level) ? level : `${noun} ${level}`
}
