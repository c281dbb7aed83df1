const special = /[\^$\\.*+?()[\]{}|/]/g

/**
 * A test for equality that ignores case, by Unicode's simple case folding: one code point against one, so
 * that `ß` is not `ss` and the Turkish dotless `ı` and dotted `İ` are only themselves. RE2 folds the same way.
 *
 * @example equalIgnoringCase('Ж')('ж') // true
 */
export function equalIgnoringCase(pattern: string): (text: string) => boolean {
  const folded = new RegExp(`^${pattern.replace(special, '\\$&')}$`, 'iu')
  return text => folded.test(text)
}

/**
 * Lower case, code point by code point: `Σ` is `σ` even at the end of a word, where JavaScript
 * would look at its neighbours and write `ς`.
 */
export function lowerCase(text: string): string {
  // The final sigma is the only rule of toLowerCase that looks further than one code point.
  if (!text.includes('Σ')) return text.toLowerCase()
  return Array.from(text, point => point.toLowerCase()).join('')
}

/** Length in code points: an emoji of one code point counts once. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
