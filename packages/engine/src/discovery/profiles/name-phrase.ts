import type { FeatureDifference } from '../../records/discovery.ts'
import type { FeatureMeasure } from './feature-measure.ts'
import { nounOf, spokenLabel } from './noun-of.ts'
import type { ProfiledFeature } from './profile-group.ts'

/** Two or three words of a name, and what they are about. */
export interface NamePhrase {
  readonly text: string
  readonly about: string
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
    return { text: `${effect > 0 ? '' : 'not '}${levelWords(noun, level ?? '')}`, about: noun }
  const isNone = /^0(?: |$)/.test(inGroup)
  return { text: WORDS[measure][effect > 0 ? 0 : 1](noun, isNone), about: noun, isNone: isNone && effect < 0 }
}

/** What is told of an event is unknown where there was none. */
function unknownPhrase({ event }: ProfiledFeature, effect: number, noun: string): NamePhrase {
  if (event === undefined) return { text: `${noun} ${effect > 0 ? 'unknown' : 'known'}`, about: noun }
  const about = spokenLabel(event)
  return { text: effect > 0 ? `no ${about}` : about, about, isNone: effect > 0 }
}

/** A level that says by itself what it is; a number or an abbreviation needs the noun. */
function levelWords(noun: string, level: string): string {
  return /\p{L}{3}/u.test(level) ? level : `${noun} ${level}`
}
