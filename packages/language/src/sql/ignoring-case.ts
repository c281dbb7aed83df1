/** Code points beyond which there are none. */
const LAST_CODE_POINT = 0x10ffff

let classes: ReadonlyMap<string, readonly string[]> | undefined

/**
 * A pattern that matches exactly the texts that are equal to `text` but for case, by Unicode's simple case
 * folding. Every code point becomes the class of those it is equal to, written out: so the folding is
 * JavaScript's, of the same version of Unicode as the closure's, and not that of the engine's RE2.
 *
 * @example ignoringCase('kč') // '\\A[Kk\\x{212a}][\\x{10c}\\x{10d}]\\z'
 */
export function ignoringCase(text: string): string {
  return `\\A${Array.from(text, point => oneOf(sameButForCase(point))).join('')}\\z`
}

/** The code points equal to one but for case, itself included, in order. */
export function sameButForCase(point: string): readonly string[] {
  classes ??= foldClasses()
  return classes.get(point) ?? [point]
}

function oneOf(points: readonly string[]): string {
  const [only, ...others] = points.map(quotePoint)
  return others.length === 0 ? (only ?? '') : `[${only}${others.join('')}]`
}

function quotePoint(point: string): string {
  return /^[A-Za-z0-9]$/.test(point) ? point : `\\x{${(point.codePointAt(0) ?? 0).toString(16)}}`
}

/** Joins every code point that has a case with what its upper and lower case fold to. */
function foldClasses(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Set<string>>()
  for (const point of casedPoints()) {
    for (const other of otherCases(point)) {
      if (areEqualIgnoringCase(point, other)) join(groups, point, other)
    }
  }
  return new Map([...groups].map(([point, group]) => [point, [...group].sort(byCodePoint)]))
}

function* casedPoints(): Generator<string> {
  for (let code = 0; code <= LAST_CODE_POINT; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const point = String.fromCodePoint(code)
    if (point.toLowerCase() !== point || point.toUpperCase() !== point) yield point
  }
}

function otherCases(point: string): string[] {
  const upper = point.toUpperCase()
  const lower = point.toLowerCase()
  return [upper, lower, upper.toLowerCase(), lower.toUpperCase()].filter(other => other !== point)
}

function areEqualIgnoringCase(a: string, b: string): boolean {
  return new RegExp(`^\\u{${(a.codePointAt(0) ?? 0).toString(16)}}$`, 'iu').test(b)
}

function join(groups: Map<string, Set<string>>, a: string, b: string): void {
  const joined = new Set([a, b, ...(groups.get(a) ?? []), ...(groups.get(b) ?? [])])
  for (const point of joined) groups.set(point, joined)
}

function byCodePoint(a: string, b: string): number {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)
}
