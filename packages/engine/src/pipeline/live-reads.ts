import { compareCodePoints, formatInstant, PagesNeeded } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { Profiles, ValueRoom } from '../ports/profiles.ts'
import { ReadRooms } from '../profiles/bytes/read-rooms.ts'
import { isKnown } from '../profiles/moves/evaluate-record.ts'
import type { CustomerAtHand } from '../profiles/moves/live-setting.ts'
import { settle } from '../profiles/moves/settle.ts'
import { decodeRecord } from '../profiles/record/decode-record.ts'
import type { LiveRecord } from '../profiles/record/live-record.ts'
import { pageKey, recordKey } from '../profiles/record/record-key.ts'
import type { LiveFilling } from './live-filling.ts'
import { canonicalIds } from './live-identities.ts'
import type { LiveLoop } from './live-loop.ts'
import type { ProgramInForce } from './live-program-setting.ts'
import type { LivePrograms } from './live-programs.ts'
import type { LiveRecordReads } from './live-record-reads.ts'

export interface ReadsSetting {
  readonly profiles: Profiles
  readonly records: LiveRecordReads
  readonly loop: LiveLoop
  readonly programs: LivePrograms
  readonly filling: LiveFilling
}

/** A customer as of now, and the program she is looked at by. */
export interface LookedAt {
  readonly customer: CustomerAtHand
  readonly inForce: ProgramInForce
  readonly asOf: number
}

interface ReadRecord {
  readonly key: Uint8Array
  readonly bytes: Uint8Array
  readonly record: LiveRecord
}

/** What is read of her beside her record. */
interface ReadPages {
  readonly pages: ReadonlyMap<number, Uint8Array>
  readonly wanted: readonly number[]
  /** Hers until the look is done. */
  readonly room: ValueRoom
}

/** `elsewhere`: what is stored under her id is nothing that can be looked at. */
type Looked<T> = 'again' | 'elsewhere' | { readonly value: T | undefined }

/** Nearly nobody has pages. */
const NONE: ReadonlyMap<number, Uint8Array> = new Map()

/** So often a record changed between reading it and its pages. */
const MOST_TRIES = 100

/** Finds customers as they are now: nothing is written, and what is due is settled on the way. */
export class LiveReads {
  readonly #setting: ReadsSetting
  readonly #rooms = new ReadRooms()

  constructor(setting: ReadsSetting) {
    this.#setting = setting
  }

  /**
   * What `look` finds of a customer, by whichever of her ids; it may be called several times, and may keep nothing of her
   * but what it makes itself: the bytes of her record are used again.
   *
   * @param at - The instant to look at; now, when absent, and that of her record where it is later.
   * @returns `undefined` when nobody knows her.
   */
  async find<T>(id: string, look: (at: LookedAt) => T, at?: number): Promise<T | undefined> {
    const { profiles, records } = this.#setting
    let current = id
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const key = recordKey(current)
      const found = await records.read(key, bytes => this.#lookFirst(key, bytes, look, at))
      if (found === 'again') continue
      if (found !== 'elsewhere') return found.value
      // Who was merged away has no record that could be asked.
      const canonical = (await canonicalIds(profiles, [current])).get(current) ?? current
      if (canonical === current) return this.#lookUp(current, look, at)
      current = canonical
    }
    throw new Error('a record has changed each time while it was read')
  }

  /** @throws EngineError `customer_unknown` (without her id: it is hers). */
  async require<T>(id: string, look: (at: LookedAt) => T): Promise<T> {
    // What is found may be undefined itself.
    const found = await this.find(id, at => ({ value: look(at) }))
    if (found !== undefined) return found.value
    const { loop, programs } = this.#setting
    const timezone = programs.inForce.current?.compiled.vocabulary.timezone ?? 'UTC'
    throw new EngineError('customer_unknown', { at: formatInstant(loop.now(), timezone) })
  }

  /** At once where no pages are needed, as nearly always: a promise would let others in between. */
  #lookFirst<T>(
    key: Uint8Array,
    bytes: Uint8Array | undefined,
    look: (at: LookedAt) => T,
    at: number | undefined,
  ): Looked<T> | Promise<Looked<T>> {
    if (bytes === undefined) return 'elsewhere'
    const record = decodeRecord(bytes)
    if (record.fill !== this.#setting.programs.inForce.fill) return 'elsewhere'
    try {
      return this.#lookWith({ key, bytes, record }, look, at, NONE)
    } catch (error) {
      if (!(error instanceof PagesNeeded)) throw error
      const own = new Uint8Array(bytes)
      const read = { key, bytes: own, record: decodeRecord(own) }
      const wanted = error.pages
      return this.#rooms.lend(room => this.#lookFurther(read, look, at, { pages: NONE, wanted, room }))
    }
  }

  /** @throws PagesNeeded */
  #lookWith<T>(
    { record }: ReadRecord,
    look: (at: LookedAt) => T,
    at: number | undefined,
    pages: ReadonlyMap<number, Uint8Array>,
  ): Looked<T> {
    const { inForce } = this.#setting.programs
    if (record.fill !== inForce.fill) return 'again'
    const history = inForce.program.decode(record.head, pages)
    return { value: this.#lookAt({ record, history }, inForce, look, at) }
  }

  async #lookFurther<T>(
    read: ReadRecord,
    look: (at: LookedAt) => T,
    at: number | undefined,
    more: ReadPages,
  ): Promise<Looked<T>> {
    const fetched = await this.#fetch(read, more)
    if (fetched === 'again') return fetched
    try {
      return this.#lookWith(read, look, at, fetched)
    } catch (error) {
      if (!(error instanceof PagesNeeded)) throw error
      return this.#lookFurther(read, look, at, { ...more, pages: fetched, wanted: error.pages })
    }
  }

  #lookAt<T>(
    customer: CustomerAtHand,
    inForce: ProgramInForce,
    look: (at: LookedAt) => T,
    at: number | undefined,
  ): T | undefined {
    const asOf = Math.max(at ?? this.#setting.loop.now(), customer.record.asOf)
    const settled = settle(customer, inForce, asOf).customer
    return isKnown(settled, asOf) ? look({ customer: settled, inForce, asOf }) : undefined
  }

  /** The pages with those that are wanted; `again` when the record is another one by now: its pages may be, too. */
  async #fetch(
    { key, bytes }: ReadRecord,
    { pages, wanted, room }: ReadPages,
  ): Promise<'again' | ReadonlyMap<number, Uint8Array>> {
    const { profiles } = this.#setting
    const found = await profiles.read(
      'pages',
      wanted.map(page => pageKey(key, page)),
      room,
    )
    const [now] = await profiles.read('records', [key], room)
    if (now === undefined || Buffer.compare(now, bytes) !== 0) return 'again'
    const more = new Map(pages)
    for (const [at, page] of wanted.entries()) {
      const there = found[at]
      if (there === undefined || more.has(page))
        throw new EngineError('profile_not_readable', { what: "a page of a customer's events" })
      more.set(page, there)
    }
    return more
  }

  /** Of somebody who is not filled yet, from the warehouse and the outbox. */
  async #lookUp<T>(id: string, look: (at: LookedAt) => T, at: number | undefined): Promise<T | undefined> {
    const { programs, filling } = this.#setting
    if (programs.isFilledUpTo(id, compareCodePoints)) return undefined
    const made = await filling.lookUp(id)
    return made === undefined ? undefined : this.#lookAt(made.customer, programs.inForce, look, at)
  }
}
