/** What a code says of what was given, and what to do about it. */
export interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}
/** A row for every code; `docs/reference/errors.md` has one for each, too. */
export type Table<P> = { readonly [C in keyof P]: Row<P[C]> }

/** So many names are a help; the header of a wide table is none. */
const MOST_NAMES = 40
const LONGEST_NAME = 80

/** Names in quotes, with commas between them; of very many the first. */
export function quoted(names: readonly string[]): string {
  const listed = names.map(name => `'${shortName(name)}'`)
  const more = listed.length - MOST_NAMES
  if (more <= 0) return listed.join(', ')
  return `${listed.slice(0, MOST_NAMES).join(', ')} and ${more.toLocaleString('en')} more`
}

function shortName(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
}
