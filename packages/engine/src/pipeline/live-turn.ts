import { type History, PagesNeeded } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { ProfileChanges, ProfileSpace, Profiles } from '../ports/profiles.ts'
import { orderedNumber } from '../profiles/bytes/ordered-number.ts'
import { encodeOutboxRow, type OutboxEntry, outboxRows } from '../profiles/delivery/outbox-entry.ts'
import { encodeTransitions, transitionRows } from '../profiles/delivery/transition-bytes.ts'
import { dueMergeKey, encodeDueMerge } from '../profiles/identity/due-merge.ts'
import { newClaims } from '../profiles/identity/identity-claims.ts'
import type { Changed } from '../profiles/moves/evaluate-record.ts'
import type { CustomerAtHand } from '../profiles/moves/live-setting.ts'
import { newCustomer } from '../profiles/moves/new-customer.ts'
import type { LiveMove } from '../profiles/moves/restate.ts'
import { isSettled, settle } from '../profiles/moves/settle.ts'
import { decodeRecord } from '../profiles/record/decode-record.ts'
import { encodeRecord } from '../profiles/record/encode-record.ts'
import type { LiveRecord } from '../profiles/record/live-record.ts'
import { keyText, pageKey, recordKey, timerKey } from '../profiles/record/record-key.ts'
import { encodeCounters, type LiveCounters } from '../profiles/state/live-counters.ts'
import type { ProgramInForce } from './live-program-setting.ts'
import { stateKeys } from './live-state-keys.ts'

type Change = ProfileChanges['changes'][number]
type Bytes = Uint8Array | undefined
type Mutable<T> = { -readonly [name in keyof T]: T[name] }

/** A customer within a turn: as she is stored, and as she has become. */
interface Slot {
  readonly key: Uint8Array
  readonly bytes: Bytes
  readonly stored: LiveRecord | undefined
  pages: ReadonlyMap<number, Bytes>
  changedPages: ReadonlyMap<number, Bytes>
  atHand: CustomerAtHand | undefined
  isChanged: boolean
}

export interface TurnSetting {
  readonly profiles: Profiles
  readonly inForce: ProgramInForce
  /** The instant of everything in the turn. */
  readonly now: number
  readonly counters: LiveCounters
  /** The counters as they are stored. */
  readonly countersBytes: Bytes
  /** Whether records packed for another program are filled up to and with this id: who has none is new then. */
  isFilledUpTo(id: string): boolean
  /** Lets pass whoever else waits for this thread. */
  breathe(): Promise<void>
}

/** Customers after which others are let pass: each takes a tenth to a third of a millisecond. */
const IN_ONE_BREATH = 8
/** The same of records that are only written. */
const WRITTEN_IN_ONE_BREATH = 64

/**
 * Everything that goes into one commit: records are read once, changed one after another, and written together with what
 * follows from it.
 */
export class LiveTurn {
  readonly now: number
  readonly inForce: ProgramInForce
  readonly #setting: TurnSetting
  readonly #slots = new Map<string, Slot>()
  readonly #changes: Change[] = []
  readonly #entries: OutboxEntry[] = []
  readonly #moves: LiveMove[] = []
  readonly #afterwards: (() => void)[] = []
  readonly #counters: Mutable<LiveCounters>
  #hasCounted = false
  #earliestTimer = Number.POSITIVE_INFINITY
  #hasDueMerges = false
  #sinceBreath = 0

  constructor(setting: TurnSetting) {
    this.#setting = setting
    this.now = setting.now
    this.inForce = setting.inForce
    this.#counters = { ...setting.counters }
  }

  get counters(): LiveCounters {
    return this.#counters
  }

  /** The earliest timer that was set. */
  get earliestTimer(): number {
    return this.#earliestTimer
  }

  get hasMoves(): boolean {
    return this.#moves.length > 0
  }

  count(name: 'events' | 'customers' | 'duplicates' | 'refused', more: number): void {
    this.#hasCounted = true
    this.#counters[name] += more
  }

  /** Reads the records of some customers at once; those read before are left as they have become. */
  async load(keys: readonly Uint8Array[]): Promise<void> {
    const missing = new Map<string, Uint8Array>()
    for (const key of keys) {
      const text = keyText(key)
      if (!this.#slots.has(text)) missing.set(text, key)
    }
    if (missing.size === 0) return
    const found = await this.#setting.profiles.read('records', [...missing.values()])
    let at = 0
    for (const [text, key] of missing) this.#slots.set(text, newSlot(key, found[at++]))
  }

  /** What is stored of a customer, whatever it was packed for. */
  async stored(key: Uint8Array): Promise<LiveRecord | undefined> {
    return (await this.#slot(key)).stored
  }

  /** Whether her record is one the program in force can be asked of. Who is not known at all is new once everybody is filled. */
  async isUsable(id: string): Promise<boolean> {
    const { stored, atHand } = await this.#slot(recordKey(id))
    if (atHand !== undefined) return true
    return stored?.fill === this.inForce.fill || this.#setting.isFilledUpTo(id)
  }

  /**
   * Brings a customer up to the program in force and to an instant.
   *
   * @param key - Of a record that is there and usable.
   */
  async settled(key: Uint8Array, until = this.now): Promise<CustomerAtHand> {
    return this.#settled(await this.#slot(key), until)
  }

  async #settled(slot: Slot, until: number): Promise<CustomerAtHand> {
    const atHand = slot.atHand ?? this.#unpacked(slot)
    if (isSettled(atHand.record, this.inForce, until)) {
      slot.atHand = atHand
      return atHand
    }
    return (await this.#take(slot, atHand, customer => settle(customer, this.inForce, until))).customer
  }

  /** Changes a customer who has been settled, or begins one. */
  async change<T extends Changed>(id: string, work: (customer: CustomerAtHand) => T): Promise<T> {
    const slot = await this.#slot(recordKey(id))
    const isThere = slot.atHand !== undefined || slot.stored?.fill === this.inForce.fill
    const customer = isThere ? await this.#settled(slot, this.now) : newCustomer(id, this.inForce, this.now)
    return this.#take(slot, customer, work)
  }

  /** A settled customer with all her pages at hand. */
  async unpackedWhole(key: Uint8Array): Promise<CustomerAtHand> {
    const customer = await this.settled(key)
    const slot = await this.#slot(key)
    const pages = (await this.#pagesOf(key)).filter(page => !slot.pages.has(page))
    if (pages.length === 0) return customer
    return { ...customer, history: await this.#withPages(slot, customer.history, pages) }
  }

  /** Puts a customer there who was made anew, whatever was there before. */
  async replace(id: string, made: Changed): Promise<void> {
    const slot = await this.#slot(recordKey(id))
    const stored = slot.stored === undefined ? [] : await this.#pagesOf(slot.key)
    const removed = stored.filter(page => !slot.changedPages.has(page))
    if (removed.length > 0)
      slot.changedPages = new Map([
        ...slot.changedPages,
        ...removed.map((page): [number, undefined] => [page, undefined]),
      ])
    this.#note(slot, made)
    await this.#breathe(IN_ONE_BREATH)
  }

  /** Says something to the warehouse. */
  deliver(entry: OutboxEntry): void {
    this.#entries.push(entry)
  }

  put(space: ProfileSpace, key: Uint8Array, value: Bytes): void {
    this.#changes.push({ space, key, value })
  }

  /** Called when the turn is committed. */
  afterwards(run: () => void): void {
    this.#afterwards.push(run)
  }

  committed(): void {
    for (const run of this.#afterwards) run()
  }

  /** How many entries of the outbox it has added, when it is finished. */
  get added(): number {
    return this.#entries.length
  }

  /** Whether all of them are moves. */
  get hasMovesAlone(): boolean {
    return this.#entries.every(({ kind }) => kind === 'transition')
  }

  /**
   * Notes who has come to share a value that identifies with somebody known before: the two are to be made one, in a
   * commit of their own. To be called once, when all is changed.
   */
  async noteIdentities(): Promise<void> {
    const attributes = this.inForce.current?.definitions.attributes
    if (attributes === undefined) return
    if (Object.values(attributes).every(({ identifies }) => identifies === undefined)) return
    const claims = [...this.#slots.values()].flatMap(({ stored, atHand, isChanged }) =>
      isChanged && atHand !== undefined ? newClaims(stored, atHand.record, attributes) : [],
    )
    if (claims.length === 0) return
    const keys = claims.map(({ key }) => key)
    const found = await this.#setting.profiles.read('identities', keys)
    const firsts = new Map<string, string>()
    for (const [at, { key, customer, attribute }] of claims.entries()) {
      const bytes = found[at]
      const first = firsts.get(keyText(key)) ?? (bytes && Buffer.from(bytes).toString('utf8'))
      if (first === undefined) {
        firsts.set(keyText(key), customer)
        this.put('identities', key, Buffer.from(customer))
      } else if (first !== customer) {
        const due = { from: customer, into: first, attribute }
        this.put('identities', dueMergeKey(due), encodeDueMerge(due))
        this.#hasDueMerges = true
      }
    }
  }

  /** Whether it has found somebody who is to be merged. */
  get hasDueMerges(): boolean {
    return this.#hasDueMerges
  }

  /** Everything as one commit; `undefined` when there is nothing to commit. */
  async finish(): Promise<ProfileChanges | undefined> {
    for (const slot of this.#slots.values()) {
      if (!slot.isChanged) continue
      this.#write(slot)
      await this.#breathe(WRITTEN_IN_ONE_BREATH)
    }
    this.#writeMoves()
    this.#writeEntries()
    if (this.#changes.length === 0 && !this.#hasCounted) return undefined
    const counters = encodeCounters({ ...this.#counters, instant: this.now })
    this.put('state', stateKeys.counters, counters)
    return { changes: this.#changes, ...(this.#setting.profiles.kind === 'server' ? this.#expected() : {}) }
  }

  /** Another process may write to the same store: what was read must still be there. */
  #expected(): Pick<ProfileChanges, 'expected'> {
    const records = [...this.#slots.values()].flatMap(({ key, bytes, isChanged }) =>
      isChanged ? [{ space: 'records' as const, key, value: bytes }] : [],
    )
    const { countersBytes: value } = this.#setting
    return { expected: [{ space: 'state', key: stateKeys.counters, value }, ...records] }
  }

  async #slot(key: Uint8Array): Promise<Slot> {
    const text = keyText(key)
    const known = this.#slots.get(text)
    if (known !== undefined) return known
    await this.load([key])
    const slot = this.#slots.get(text)
    if (slot === undefined) throw new Error('a record that was read is not there')
    return slot
  }

  #unpacked({ stored, pages }: Slot): CustomerAtHand {
    if (stored === undefined) throw new Error('a record that is to be unpacked is not there')
    return { record: stored, history: this.inForce.program.decode(stored.head, present(pages)) }
  }

  /** Works on a customer, fetching the pages it turns out to need. */
  async #take<T extends Changed>(
    slot: Slot,
    from: CustomerAtHand,
    work: (customer: CustomerAtHand) => T,
  ): Promise<T> {
    let customer = from
    for (;;) {
      try {
        const done = work(customer)
        // An event that was known before leaves her as she was: there is nothing to write.
        if (done.customer === customer) {
          slot.atHand ??= customer
          return done
        }
        this.#note(slot, done)
        await this.#breathe(IN_ONE_BREATH)
        return done
      } catch (error) {
        if (!(error instanceof PagesNeeded)) throw error
        customer = { ...customer, history: await this.#withPages(slot, customer.history, error.pages) }
      }
    }
  }

  /** Nothing of the turn can be seen until it is committed: whoever is let pass finds everything as it was before. */
  async #breathe(most: number): Promise<void> {
    this.#sinceBreath += 1
    if (this.#sinceBreath < most) return
    this.#sinceBreath = 0
    await this.#setting.breathe()
  }

  #note(slot: Slot, { customer, moves }: Changed): void {
    slot.atHand = customer
    slot.isChanged = true
    this.#moves.push(...moves)
  }

  async #withPages(slot: Slot, history: History, wanted: readonly number[]): Promise<History> {
    const missing = wanted.filter(page => !slot.pages.has(page))
    if (missing.length === 0)
      throw new EngineError('profile_not_readable', { what: "a page of a customer's events" })
    const keys = missing.map(page => pageKey(slot.key, page))
    const found = await this.#setting.profiles.read('pages', keys)
    const read = missing.map((page, at): [number, Bytes] => [page, found[at]])
    slot.pages = new Map([...slot.pages, ...read])
    slot.changedPages = new Map([...slot.changedPages, ...history.changedPages])
    return this.inForce.program.decode(history.head, present(new Map([...slot.pages, ...slot.changedPages])))
  }

  /** The pages that are stored of her. */
  async #pagesOf(key: Uint8Array): Promise<readonly number[]> {
    const pages: number[] = []
    const range = { from: pageKey(key, 0), to: pageKey(key, 0xffffffff) }
    for await (const entry of this.#setting.profiles.range('pages', range))
      pages.push(Buffer.from(entry.key).readUInt32BE(entry.key.length - 4))
    return pages
  }

  #write({ key, stored, atHand, changedPages }: Slot): void {
    if (atHand === undefined) return
    const { record, history } = atHand
    this.put('records', key, encodeRecord(record, history.head))
    for (const [page, bytes] of changedPages)
      if (!history.changedPages.has(page)) this.put('pages', pageKey(key, page), bytes)
    for (const [page, bytes] of history.changedPages) this.put('pages', pageKey(key, page), bytes)
    if (stored?.timer === record.timer) return
    if (stored?.timer !== undefined) this.put('timers', timerKey(stored.timer, key), undefined)
    if (record.timer === undefined) return
    this.put('timers', timerKey(record.timer, key), NO_BYTES)
    this.#earliestTimer = Math.min(this.#earliestTimer, record.timer)
  }

  /** In the order in which they happened, whoever made them; a row has the number of its last. */
  #writeMoves(): void {
    let seq = this.#counters.transitions
    const moves = this.#moves.sort((a, b) => a.at - b.at).map(move => ({ ...move, seq: ++seq }))
    this.#counters.transitions = seq
    for (const row of transitionRows(moves))
      this.put('transitions', orderedNumber(row.at(-1)?.seq ?? seq), encodeTransitions(row))
    for (const transition of moves)
      this.#entries.push({ kind: 'transition', acceptedAt: this.now, transition })
  }

  /** A row has the number of its first entry. */
  #writeEntries(): void {
    let seq = this.#counters.outbox
    for (const row of outboxRows(this.#entries)) {
      this.put('outbox', orderedNumber(seq), encodeOutboxRow(row))
      seq += row.length
    }
    this.#counters.outbox = seq
  }
}

/** Of nearly all: who has pages has maps of her own. */
const NONE: ReadonlyMap<number, Bytes> = new Map()
const NO_BYTES = new Uint8Array()

function newSlot(key: Uint8Array, bytes: Bytes): Slot {
  return {
    key,
    bytes,
    stored: bytes === undefined ? undefined : decodeRecord(bytes),
    pages: NONE,
    changedPages: NONE,
    atHand: undefined,
    isChanged: false,
  }
}

function present(pages: ReadonlyMap<number, Bytes>): ReadonlyMap<number, Uint8Array> | undefined {
  if (pages.size === 0) return undefined
  const there = new Map<number, Uint8Array>()
  for (const [page, bytes] of pages) if (bytes !== undefined) there.set(page, bytes)
  return there
}
