/** Stretches of time, units and words of reckoning: they say how, not what. */
const AROUND = [
  /\([^)]*\)/g,
  /\b(?:(?:with)?in|over|during)?\s*(?:the\s+)?(?:last|past)?\s*\d+\s*(?:d|h|w|days?|weeks?|months?|hours?|years?)\b/gi,
  /\b(?:in|over|per|this|last) (?:year|month|week|quarter)\b/gi,
  /^\s*(?:the\s+)?(?:number|count|total|average|mean|median|sum|share|amount|days|time|gap)\s+(?:of|since|between)\b/gi,
  /^\s*(?:the\s+)?(?:total|average|mean|median|avg)\b/gi,
  /\b(?:share|count)\s*$/gi,
  /^\s*(?:the\s+)?(?:last|first|latest)\s+/gi,
]

/** A label inside of a sentence: small unless it is an abbreviation or a name of several capitals. */
export function spokenLabel(label: string): string {
  const words = label.replace(/_/g, ' ').replace(/\s+/g, ' ').trim()
  return /^\p{Lu}[\p{Ll}\d]*(?:\s|$)/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words
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
