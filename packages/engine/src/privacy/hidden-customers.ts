import type { ErasureStore } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'

/** How long what another process hides may still be seen here, in milliseconds. */
const KNOWN_FOR = 5_000

/** Those whose erasure is open: nobody sees them, though something of them may still lie somewhere. */
export class HiddenCustomers {
  readonly #store: Pick<ErasureStore, 'open'>
  readonly #clock: Clock
  #known: { readonly ids: ReadonlySet<string>; readonly at: number } | undefined

  constructor(store: Pick<ErasureStore, 'open'>, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** As of now in this process, of five seconds ago at most in others. */
  async ids(): Promise<ReadonlySet<string>> {
    const now = this.#clock()
    const known = this.#known
    if (known !== undefined && now >= known.at && now < known.at + KNOWN_FOR) return known.ids
    return this.look()
  }

  /** Looks now. */
  async look(): Promise<ReadonlySet<string>> {
    const ids = new Set((await this.#store.open()).flatMap(({ customers }) => customers))
    this.#known = { ids, at: this.#clock() }
    return ids
  }
}
