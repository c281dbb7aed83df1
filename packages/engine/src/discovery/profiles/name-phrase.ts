import type { FeatureDifference } from '../../records/discovery.ts'
import type { FeatureMeasure } from './feature-measure.ts'
import { nounOf } from './noun-of.ts'
import type { ProfiledFeature } from './profile-group.ts'

/** Two or three words of a name, and what they are about. */
export interface NamePhrase {
  readonly text: string
  readonly about: string
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
export function namePhrase({ feature, measure }: ProfiledFeature, difference: FeatureDifference): NamePhrase {
  const noun = nounOf(feature.label)
  const { level, effect, inGroup } = difference
  if (level === 'unknown') return { text: effect > 0 ? `${noun} unknown` : `${noun} known`, about: noun }
  if (measure === 'boolean') return { text: effect > 0 ? noun : `no ${noun}`, about: noun }
  if (level !== undefined || measure === 'category')
    return { text: `${effect > 0 ? '' : 'not '}${levelWords(noun, level ?? '')}`, about: noun }
  const isNone = /^0(?: |$)/.test(inGroup)
  return { text: WORDS[measure][effect > 0 ? 0 : 1](noun, isNone), about: noun }
}

/** A level that says by itself what it is; a number or an abbreviation needs the noun. */
function levelWords(noun: string, level: string): string {
  return /\p{L}{3}/u.test(level) ? level : `${noun} ${level}`
}
