/** Stretches of time, units and words of reckoning: they say how, not what. */
const AROUND = [
  /\([^)]*\)/g,
  /\b(?:(?:with)?in|over|during)?\s*(?:the\s+)?(?:last|past)?\s*\d+\s*(?:d|h|w|days?|weeks?|months?|hours?|years?)\b/gi,
  /\b(?:in|over|per|during)?\s*\b(?:the\s+)?(?:this|last|past|per)\s+(?:year|month|week|quarter|day)\b/gi,
  /\bper\s+(?:year|month|week|quarter|day)\b/gi,
  /\b(?:in|over|during)\s+(?:an?|one)\s+(?:year|month|week|quarter|day|hour)\b/gi,
  /^\s*(?:the\s+)?(?:(?:(?:total|average|mean|median|typical)\s+)?(?:number|count|total|average|mean|median|sum|share|amount|days|time|gap)\s+(?:of|since|between)\b\s*)+/gi,
  /^\s*(?:the\s+)?(?:total|average|mean|median|avg)\b/gi,
  /\b(?:share|count)\s*$/gi,
  /^\s*(?:the\s+)?(?:last|first|latest)\s+/gi,
]

const CAPITALISED = /^\p{Lu}[\p{Ll}\d]*$/u

/**
 * A label inside of a sentence: its first word small, and the others too where all of them are Written Like This.
 * Abbreviations stay.
 */
export function spokenLabel(label: string): string {
  const words = label.replace(/_/g, ' ').trim().split(/\s+/)
  const isTitle = words.every(word => !/^\p{Ll}/u.test(word))
  return words
    .map((word, at) => ((at === 0 || isTitle) && CAPITALISED.test(word) ? word.toLowerCase() : word))
    .join(' ')
}

/**
 * What a label is about, without how it is reckoned.
 *
 * @example
 * nounOf('Number of orders in the last 90 days') // 'orders'
 */
export function nounOf(label: string): string {
  const bare = AROUND.reduce((text, around) => text.replace(around, ' '), label.replace(/_/g, ' ')).trim()
  return spokenLabel(/\p{L}/u.test(bare) ? bare : label)
}
