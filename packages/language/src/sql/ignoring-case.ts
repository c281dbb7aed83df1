/** Code points beyond which there are none. */
const LAST_CODE_POINT = 0x10ffff

let classes: ReadonlyMap<string, readonly string[]> | undefined

/**
 * A pattern that matches exactly the texts that are equal to one but for case, by Unicode's simple case
 * folding. Every code point becomes the class of those it is equal to, written out: so the folding is
 * JavaScript's, of the same version of Unicode as the closure's, and not that of the engine's RE2.
 *
 * @param points - The text's code points.
 *
 * @example ignoringCase(['k', 'č']) // '\\A[Kk\\x{212a}][\\x{10c}\\x{10d}]\\z'
 */
export function ignoringCase(points: readonly string[]): string {
  return `\\A${points.map(point => oneOf(sameButForCase(point))).join('')}\\z`
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

/** Joins the code points that are equal to each other but for case, among those that share an upper or lower case. */
function foldClasses(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Set<string>>()
  for (const [point, ...others] of candidates()) {
    for (const other of others) {
      if (point !== undefined && areEqualIgnoringCase(point, other)) join(groups, point, other)
    }
  }
  return new Map([...groups].map(([point, group]) => [point, [...group].sort(byCodePoint)]))
}

/** Code points with a case beside every other that has one of the same. */
function* candidates(): Generator<string[]> {
  const sharing = new Map<string, string[]>()
  for (const point of casedPoints()) {
    for (const form of casesOf(point)) {
      const points = sharing.get(form)
      if (points === undefined) sharing.set(form, [point])
      else points.push(point)
    }
  }
  for (const points of sharing.values()) {
    for (const [index] of points.entries()) yield points.slice(index)
  }
}

const hasCase = /\p{Changes_When_Casemapped}/u

function* casedPoints(): Generator<string> {
  for (let code = 0; code <= LAST_CODE_POINT; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const point = String.fromCodePoint(code)
    if (hasCase.test(point)) yield point
  }
}

function casesOf(point: string): ReadonlySet<string> {
  const upper = point.toUpperCase()
  const lower = point.toLowerCase()
  return new Set([upper, lower, upper.toLowerCase(), lower.toUpperCase()])
}

/** The second is what the first refers back to: under `i`, the same but for case. */
const twice = /^(.)\1$/isu

function areEqualIgnoringCase(a: string, b: string): boolean {
  return twice.test(a + b)
}

function join(groups: Map<string, Set<string>>, a: string, b: string): void {
  const joined = new Set([a, b, ...(groups.get(a) ?? []), ...(groups.get(b) ?? [])])
  for (const point of joined) groups.set(point, joined)
}

function byCodePoint(a: string, b: string): number {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)
}
