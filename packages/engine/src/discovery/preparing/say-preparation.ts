import type { FittedPreparation } from '@kindred/learning'
import { percent } from '../profiles/percent.ts'
import { numberText } from '../profiles/value-text.ts'

type PreparedFeature = FittedPreparation['features'][number]

/** Words that are named one by one; of more, how many there are. */
const NAMED = 6

/**
 * What was made of one feature before customers were compared, whatever number of coordinates it became.
 *
 * @param parts - Those that were made of it, in their order.
 *
 * @example
 * sayPreparation(fitPreparation({ columns: [spend] }).features) // 'Logarithm, for its skewness (3.1, then 0.1).'
 */
export function sayPreparation(parts: readonly PreparedFeature[]): string {
  return parts
    .flatMap(part => (part.reading.kind === 'level' || part.reading.kind === 'other' ? [] : [sayPart(part)]))
    .concat(sayWords(parts))
    .join(' ')
}

function sayPart(part: PreparedFeature): string {
  switch (part.reading.kind) {
    case 'missing':
      return 'Whether it is known counts beside.'
    case 'order':
      return `Its words in their order: ${listed(part.reading.levels)}.${sayMissing(part)}`
    default:
      return `${sayTransform(part)}.${sayMissing(part)}`
  }
}

function sayTransform({ transform, skewness: { before, after } }: PreparedFeature): string {
  const skewness = `for its skewness (${before.toFixed(1)}, then ${after.toFixed(1)})`
  if (transform.kind === 'none') return 'As it is'
  if (transform.kind === 'rank') return `Its rank, ${skewness}`
  const lines = transform.knots === undefined ? '' : ' in straight lines between powers of two'
  return `Logarithm${lines}, ${skewness}`
}

function sayMissing({ missingShare, fill, reading }: PreparedFeature): string {
  if (missingShare === 0) return ''
  const word = reading.kind === 'order' ? reading.levels[Math.round(fill)] : undefined
  return ` Where it is unknown (${percent(missingShare)}), ${word === undefined ? `the median ${numberText(fill)}` : `“${word}”`} stands for it.`
}

function sayWords(parts: readonly PreparedFeature[]): string[] {
  const words = parts.flatMap(({ reading }) => (reading.kind === 'level' ? [reading.level ?? 'unknown'] : []))
  const hasOthers = parts.some(({ reading }) => reading.kind === 'other')
  if (words.length === 0 && !hasOthers) return []
  if (words.length === 0) return ['Whether it is a rare word.']
  return [`One yes or no for each word: ${listed([...words, ...(hasOthers ? ['any other'] : [])])}.`]
}

function listed(words: readonly string[]): string {
  if (words.length <= NAMED) return words.join(', ')
  return `${words.slice(0, NAMED - 1).join(', ')} and ${words.length - NAMED + 1} more`
}
