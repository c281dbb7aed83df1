import { RE2JS } from 're2js'

/** A code point beyond the last. */
const END = 0x110000

/** A class of Unicode; or any other escape, which is passed over whole. */
const ESCAPES = /\\[pP](?:\{[^}]*\}|[A-Za-z])|\\[\s\S]/g

/** Quoted text; or a class in brackets, in which a bracket can be itself; or an escape outside of both. */
const PARTS =
  /\\Q[\s\S]*?(?:\\E|$)|\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[\s\S]|[^\]\\])*\]|\\[pP](?:\{[^}]*\}|[A-Za-z])|\\[\s\S]/g

/**
 * A pattern with its classes of Unicode (`\pL`, `\P{Greek}`) written out as ranges: so they hold the characters of the
 * version of Unicode that the closure's RE2 knows, and not of the engine's.
 *
 * @param pattern - One that the check has let through.
 */
export function writeOutClasses(pattern: string): string {
  if (!/\\[pP]/.test(pattern)) return pattern
  const flags = /^\(\?[a-z]*i[a-z]*\)/.test(pattern) ? '(?i)' : ''
  return pattern.replace(PARTS, part => {
    if (!part.startsWith('[')) return isUnicodeClass(part) ? `[${rangesOf(flags + part)}]` : part
    return part.replace(ESCAPES, one => (isUnicodeClass(one) ? rangesOf(flags + one) : one))
  })
}

function isUnicodeClass(part: string): boolean {
  return part.startsWith('\\p') || part.startsWith('\\P')
}

const known = new Map<string, string>()

function rangesOf(unicode: string): string {
  const ranges = known.get(unicode) ?? findRanges(unicode)
  known.set(unicode, ranges)
  return ranges
}

function findRanges(unicode: string): string {
  const compiled = RE2JS.compile(unicode)
  const ranges: string[] = []
  let start: number | undefined
  for (let code = 0; code <= END; code += 1) {
    const holds = code < END && !isSurrogate(code) && compiled.test(String.fromCodePoint(code))
    if (holds && start === undefined) start = code
    if (holds || start === undefined) continue
    ranges.push(rangeText(start, code - 1))
    start = undefined
  }
  return ranges.join('')
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff
}

function rangeText(first: number, last: number): string {
  return first === last ? pointText(first) : `${pointText(first)}-${pointText(last)}`
}

function pointText(code: number): string {
  return `\\x{${code.toString(16)}}`
}
