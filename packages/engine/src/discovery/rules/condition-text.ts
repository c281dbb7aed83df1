import { parse, print } from '@kindred/language'
import type { Limit, NumberLimit, WordLimit } from './limit.ts'
import type { RuleGroup } from './rule-list.ts'

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
  const texts = boxes.map(({ limits }) => limits.map(limit => limitText(limit, features[limit.feature]!)))
  const joined = texts.map(parts => (parts.length > 1 && texts.length > 1 ? `(${all(parts)})` : all(parts)))
  return canonical(joined.length === 0 ? 'false' : joined.join(' or '))
}

function all(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : parts.map(bracketed).join(' and ')
}

/** An alternative among conditions that hold together stands in brackets; so does a comparison after `not`. */
function bracketed(part: string): string {
  return part.startsWith('(') || !part.includes(' or ') ? part : `(${part})`
}

function canonical(text: string): string {
  const parsed = parse(text)
  return parsed.ok ? print(parsed.expression) : text
}

function limitText(limit: Limit, feature: WrittenFeature): string {
  return limit.kind === 'words' ? wordsText(limit, feature) : numberText(limit, feature)
}

function numberText({ least, below, unknown, known }: NumberLimit, feature: WrittenFeature): string {
  const { text } = feature
  if (!known) return `(${text}) is unknown`
  const within =
    feature.kind === 'boolean' ? answerText(least, below, feature) : rangeText(least, below, feature)
  if (within === undefined) return unknown ? 'true' : `(${text}) is known`
  return unknown ? `((${text}) is unknown or (${within}))` : within
}

/** Only what is called by its name can be unknown: a condition never is. */
function answerText(least: number, below: number, { text }: WrittenFeature): string | undefined {
  if (least === -Infinity && below === Infinity) return undefined
  const isYes = least > -Infinity
  if (/^\w+$/.test(text)) return `${text} = ${isYes}`
  return isYes ? `(${text})` : `not (${text})`
}

function rangeText(least: number, below: number, { text, isWhole }: WrittenFeature): string | undefined {
  const value = `(${text})`
  const most = isWhole ? `${value} <= ${plain(below - 1)}` : `${value} < ${plain(below)}`
  if (below === Infinity) return least === -Infinity ? undefined : `${value} >= ${plain(least)}`
  if (least === -Infinity) return most
  if (isWhole && below - 1 === least) return `${value} = ${plain(least)}`
  return isWhole
    ? `${value} between ${plain(least)} and ${plain(below - 1)}`
    : `${value} >= ${plain(least)} and ${most}`
}

/** Digits only, as the language wants them, at most fifteen that count. */
export function plain(value: number): string {
  const text = String(Number(value.toPrecision(15)))
  if (!text.includes('e')) return text
  return Number(value.toPrecision(15))
    .toFixed(20)
    .replace(/\.?0+$/, '')
}

/** The shorter of the words that are in and those that are not; who has none is told apart from both. */
function wordsText({ words, others }: WordLimit, { text, words: seen }: WrittenFeature): string {
  const value = `(${text})`
  const isIn = new Set(words)
  const known = words.filter(word => word !== null)
  const out = seen.filter((word): word is string => word !== null && !isIn.has(word))
  const withUnknown = isIn.has(null)
  if (others && out.length > 0 && out.length <= known.length) {
    const none = out.length === 1 ? `${value} != ${quoted(out[0]!)}` : `not ${value} in ${listed(out)}`
    if (withUnknown) return `(${value} is unknown or ${out.length === 1 ? none : `(${none})`})`
    return out.length === 1 ? none : `${value} is known and ${none}`
  }
  if (known.length === 0) return `${value} is unknown`
  if (others && out.length === 0) return withUnknown ? 'true' : `${value} is known`
  const one = known.length === 1 ? `${value} = ${quoted(known[0]!)}` : `${value} in ${listed(known)}`
  return withUnknown ? `(${value} is unknown or ${one})` : one
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
