import { snakeCase } from '../../catalog/snake-case.ts'

/** The language's own bound is a hundred; what stands in front of a part is a part of it too. */
const LONGEST = 90

/** Names of definitions that belong together: all begin alike, and no two are the same. */
export class DefinitionNames {
  readonly #prefix: string
  readonly #taken = new Set<string>()

  constructor(prefix: string) {
    this.#prefix = prefix
    this.#taken.add(prefix)
  }

  /** A free name of these words. */
  take(...words: readonly string[]): string {
    const base = [this.#prefix, ...words.map(snakeCase)].join('_').slice(0, LONGEST)
    let name = base
    for (let at = 2; this.#taken.has(name); at += 1) name = `${base}_${at}`
    this.#taken.add(name)
    return name
  }
}
