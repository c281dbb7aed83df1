/**
 * Orders ids as ClickHouse does, by the bytes of UTF-8: negative, 0 or positive.
 *
 * JavaScript compares UTF-16 units, which puts an emoji before `～`; two stores that page through the same
 * customers would then disagree on who comes next.
 *
 * @example compareIds('～', '😀') // negative
 */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x10000 : unit
}
