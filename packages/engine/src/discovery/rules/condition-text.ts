import { parse, print } from '@kindred/language'
import type { Limit, NumberLimit, WordLimit } from './limit.ts'
import type { RuleGroup } from './rule-list.ts'
import { writtenNumber } from './written-number.ts'

/** How a feature is written in a condition. */
export interface WrittenFeature {
  /** An expression of the language. */
  readonly text: string
  readonly kind: 'number' | 'money' | 'category' | 'boolean'
  /** All its values are whole: at most 2, rather than less than 3. */
  readonly isWhole: boolean
  /** Words that were seen. */
  readonly words: readonly (string | null)[]
}

/** A group as a condition of the language, in its canonical form; `false` where it has no box. */
export function conditionText({ boxes }: RuleGroup, features: readonly WrittenFeature[]): string {
  const texts = boxes.map(({ limits }) => {
    const parts = limits.flatMap(limit => limitTexts(limit, features[limit.feature]!))
    return parts.length > 1 && boxes.length > 1 ? `(${parts.join(' and ')})` : parts.join(' and ') || 'true'
  })
  return canonical(texts.length === 0 ? 'false' : texts.join(' or '))
}

function canonical(text: string): string {
  const parsed = parse(text)
  return parsed.ok ? print(parsed.expression) : text
}

/** Conditions that hold together; one that is an alternative stands in brackets. */
function limitTexts(limit: Limit, feature: WrittenFeature): string[] {
  return limit.kind === 'words' ? wordTexts(limit, feature) : numberTexts(limit, feature)
}

function numberTexts({ least, below, unknown, known }: NumberLimit, feature: WrittenFeature): string[] {
  const { text } = feature
  if (!known) return [`(${text}) is unknown`]
  const within =
    feature.kind === 'boolean' ? answerTexts(least, below, feature) : rangeTexts(least, below, feature)
  if (within.length === 0) return unknown ? [] : [`(${text}) is known`]
  if (!unknown) return within
  const range = within.length > 1 ? `(${within.join(' and ')})` : within[0]
  return [`((${text}) is unknown or ${range})`]
}

/** Only what is called by its name can be unknown: a condition never is. */
function answerTexts(least: number, below: number, { text }: WrittenFeature): string[] {
  if (least === -Infinity && below === Infinity) return []
  const isYes = least > -Infinity
  if (/^\w+$/.test(text)) return [`${text} = ${isYes}`]
  return [isYes ? `(${text})` : `not (${text})`]
}

function rangeTexts(least: number, below: number, { text, isWhole }: WrittenFeature): string[] {
  const value = `(${text})`
  const [low, high, last] = [least, below, below - 1].map(writtenNumber)
  const atMost = isWhole ? `${value} <= ${last}` : `${value} < ${high}`
  if (below === Infinity) return least === -Infinity ? [] : [`${value} >= ${low}`]
  if (least === -Infinity) return [atMost]
  if (isWhole && low === last) return [`${value} = ${low}`]
  return isWhole ? [`${value} between ${low} and ${last}`] : [`${value} >= ${low}`, atMost]
}

/** The shorter of the words that are in and those that are not; who has none is told apart from both. */
function wordTexts({ words, others }: WordLimit, { text, words: seen }: WrittenFeature): string[] {
  const value = `(${text})`
  const isIn = new Set(words)
  const known = words.filter(word => word !== null)
  const out = seen.filter((word): word is string => word !== null && !isIn.has(word))
  const orUnknown = (test: string): string => (isIn.has(null) ? `(${value} is unknown or ${test})` : test)
  if (others && out.length === 0) return isIn.has(null) ? [] : [`${value} is known`]
  if (others && out.length === 1) return [orUnknown(`${value} != ${quoted(out[0]!)}`)]
  if (others && out.length <= known.length) {
    const none = `not ${value} in ${listed(out)}`
    return isIn.has(null) ? [orUnknown(none)] : [`${value} is known`, none]
  }
  if (known.length === 0) return [`${value} is unknown`]
  return [orUnknown(known.length === 1 ? `${value} = ${quoted(known[0]!)}` : `${value} in ${listed(known)}`)]
}

function listed(words: readonly string[]): string {
  return `(${words.map(quoted).join(', ')})`
}

/** A text as the language writes it. */
export function quoted(word: string): string {
  const escaped = word.replace(/["\\]/g, '\\$&').replace(/[\p{Cc}\u2028\u2029]/gu, escapedCode)
  return `"${escaped}"`
}

function escapedCode(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`
}
