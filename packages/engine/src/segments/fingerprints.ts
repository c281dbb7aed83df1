/** Keys that say where something was written, not what it means. */
const places: ReadonlySet<string> = new Set(['span'])

/**
 * Tells whether two checked definitions mean the same, everything they stand on included, whatever they are
 * spelled like. Shapes are numbered as they are met, so that what is shared is looked at once; numbers are
 * comparable within one instance only.
 *
 * @example
 * const fingerprints = new Fingerprints()
 * fingerprints.of(before) === fingerprints.of(after)
 */
export class Fingerprints {
  readonly #seen = new WeakMap<object, number>()
  readonly #numbers = new Map<string, number>()

  of(part: object): number {
    const seen = this.#seen.get(part)
    if (seen !== undefined) return seen
    const number = this.#number(this.#shapeOf(part))
    this.#seen.set(part, number)
    return number
  }

  #shapeOf(part: object): string {
    if (Array.isArray(part)) return `[${part.map(each => this.#word(each)).join()}]`
    const entries = Object.entries(part).filter(([key, value]) => !places.has(key) && value !== undefined)
    return `{${entries
      .map(([key, value]) => `${key}:${this.#word(value)}`)
      .sort()
      .join()}}`
  }

  #word(value: unknown): string {
    if (typeof value === 'object' && value !== null) return `#${this.of(value)}`
    return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)
  }

  #number(shape: string): number {
    const known = this.#numbers.get(shape)
    if (known !== undefined) return known
    const next = this.#numbers.size
    this.#numbers.set(shape, next)
    return next
  }
}
