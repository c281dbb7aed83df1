/** What a code says of what was given, and what to do about it. */
export interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}
/** A row for every code; `docs/reference/errors.md` has one for each, too. */
export type Table<P> = { readonly [C in keyof P]: Row<P[C]> }

/** Names in quotes, with commas between them. */
export const quoted = (names: readonly string[]): string => names.map(name => `'${name}'`).join(', ')
