const NAMED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t' }

/** What would vanish, break the line or turn the direction of writing when shown as it is. */
const INVISIBLE = /["\\\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/** A text as a literal of the language: in double quotes, invisible characters as escapes. */
export function quoteText(value: string): string {
  const escaped = value.replace(INVISIBLE, character => NAMED[character] ?? codePoint(character))
  return `"${escaped}"`
}

function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`
}
