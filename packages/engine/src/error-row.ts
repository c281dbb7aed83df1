/** What a problem or an error says, and what to do about it. */
export interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}

export const quotedNames = (names: readonly string[]): string => names.map(name => `'${name}'`).join(', ')

export const nearestOr = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined ? otherwise : `Write '${nearest}'.`
