import { RE2JS } from 're2js'

const LONGEST = 1000
/** How often a class of Unicode, which is long when compiled, can be repeated within what RE2 has room for. */
const MOST_CLASSES = 50

/** Letters whose other case is so new (Unicode 16 and 17) that the engines of SQL and closure do not agree on it. */
const NEW_CASES: readonly (readonly [first: number, last: number])[] = [
  [0x19b, 0x19b],
  [0x264, 0x264],
  [0x1c89, 0x1c8a],
  [0xa7cb, 0xa7dc],
  [0x10d50, 0x10d85],
  [0x16ea0, 0x16ed3],
]

/**
 * Why a pattern cannot stand after `matches`: RE2 does not take it, or its two implementations, ClickHouse's and the
 * closure's, would not find the same. Undefined when nothing is wrong with it.
 */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > LONGEST) return `it is longer than ${LONGEST} characters`
  try {
    RE2JS.compile(pattern, RE2JS.DOTALL)
  } catch (fault) {
    return fault instanceof Error ? fault.message.replace(/^error parsing regexp: /, '') : 'it cannot be read'
  }
  return classFault(pattern) ?? caseFault(pattern)
}

const CLASS = /\\[pP](\{[^}]*\}|[A-Za-z])/g

function classFault(pattern: string): string | undefined {
  const classes = pattern.match(CLASS)?.length ?? 0
  if (classes === 0) return undefined
  const repeats = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)]
  const times = repeats.reduce(
    (product, [, least, most]) => product * Math.max(1, Number(most || least)),
    classes,
  )
  if (times > MOST_CLASSES) return `\\p stands in it, repeated more than ${MOST_CLASSES} times`
  return /(?!^)\(\?[a-zA-Z]*i/.test(pattern) ? '(?i) has to stand first where \\p is used' : undefined
}

/** Where case is ignored, letters that RE2's two implementations fold differently, by themselves or within a range. */
function caseFault(pattern: string): string | undefined {
  if (!/\(\?[a-zA-Z]*i/.test(pattern)) return undefined
  const points = [...pattern.matchAll(/\\x\{([0-9A-Fa-f]+)\}|\\x([0-9A-Fa-f]{2})|([\s\S])/gu)]
  const codes = points.map(([, braced, bare, plain = '']) => {
    const hex = braced ?? bare
    return hex === undefined ? (plain.codePointAt(0) ?? 0) : Number.parseInt(hex, 16)
  })
  const disputed = codes.some((code, i) => isDisputed(code, rangeEnd(codes, i)))
  return disputed ? 'it ignores the case of letters whose other case is too new' : undefined
}

/** `a-z`: the end of the range that begins here, or the code itself. */
function rangeEnd(codes: readonly number[], i: number): number {
  const end = codes[i + 1] === 0x2d ? codes[i + 2] : undefined
  return Math.max(codes[i] ?? 0, end ?? 0)
}

function isDisputed(first: number, last: number): boolean {
  return NEW_CASES.some(([from, to]) => first <= to && last >= from)
}
