import type { HiddenCustomers } from './hidden-customers.ts'

/** Items after which it is looked again who is hidden. */
const CHECK_EVERY = 1_000

export interface VisibleSource<T> {
  readonly hidden: HiddenCustomers
  readonly limit: number | undefined
  /** With the limit while nobody is hidden: what is hidden must not use it up. */
  read(limit: { readonly limit?: number }): AsyncIterable<T>
  customerOf(item: T): string
}

/**
 * Items without those of who is hidden; of one who is hidden while they are read nothing comes from then on. While
 * nobody is, items are passed on as they come, with no promise of ours between.
 */
export function visibleItems<T>(source: VisibleSource<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => new VisibleIterator(source) }
}

class VisibleIterator<T> implements AsyncIterator<T> {
  readonly #of: VisibleSource<T>
  #items: AsyncIterator<T> | undefined
  #gone: ReadonlySet<string> = new Set()
  #read = 0
  #left: number

  constructor(source: VisibleSource<T>) {
    this.#of = source
    this.#left = source.limit ?? Number.POSITIVE_INFINITY
  }

  next(): Promise<IteratorResult<T>> {
    const items = this.#items
    if (items === undefined || this.#gone.size > 0 || this.#read % CHECK_EVERY === 0) return this.#look()
    this.#read += 1
    this.#left -= 1
    return this.#left < 0 ? this.return() : items.next()
  }

  async return(): Promise<IteratorResult<T>> {
    await this.#items?.return?.()
    return { done: true, value: undefined }
  }

  async #look(): Promise<IteratorResult<T>> {
    const { hidden, limit, customerOf } = this.#of
    if (this.#left <= 0) return this.return()
    for (;;) {
      if (this.#read % CHECK_EVERY === 0) this.#gone = await hidden.ids()
      this.#read += 1
      this.#items ??= this.#begin(this.#gone.size > 0 ? undefined : limit)
      const item = await this.#items.next()
      if (item.done !== true && this.#gone.has(customerOf(item.value))) continue
      this.#left -= 1
      return item
    }
  }

  #begin(limit: number | undefined): AsyncIterator<T> {
    return this.#of.read(limit === undefined ? {} : { limit })[Symbol.asyncIterator]()
  }
}
