import type { Checked, CheckedSegmentation } from '../../ast/checked.ts'
import type { Value } from '../../vocabulary/value.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'
import type { Subject, SubjectEvent } from '../subject.ts'

/** What definitions are made into a live program, each map in the order of its definitions. */
export interface LiveDefinitions {
  readonly features: ReadonlyMap<string, Checked>
  readonly segments: ReadonlyMap<string, Checked>
  readonly segmentations: ReadonlyMap<string, CheckedSegmentation>
}

/** What has to be kept of a customer's events so that the definitions can be answered. Names are sorted. */
export interface KeptEvents {
  readonly events: ReadonlyMap<string, KeptEvent>
}
export interface KeptEvent {
  /** The properties that some definition reads. */
  readonly properties: ReadonlyMap<string, DeclaredType>
  /** Milliseconds an event can still make a difference after its instant; `Infinity` where some definition looks back for ever. */
  readonly lasts: number
}

/**
 * A customer's kept events, packed. A plain immutable value: adding gives another one. Small histories are one piece;
 * of a long one the older events lie in pages, which are read only when an answer needs them.
 */
export interface History {
  /** What is stored with the customer's record: recent events, and what is needed of older ones. */
  readonly head: Uint8Array
  /** Pages at hand, by number. */
  readonly pages: ReadonlyMap<number, Uint8Array>
  /** Pages that differ from what `head` was decoded with: to be stored together with `head`. Undefined: to be removed. */
  readonly changedPages: ReadonlyMap<number, Uint8Array | undefined>
}

/** One customer as the live reading holds her. */
export interface LiveSubject {
  readonly id: string
  readonly attributes: ReadonlyMap<string, Value>
  readonly history: History
}

/** Where a customer stands at an instant. */
export interface LiveAnswer {
  /** Bit `i` (of word `i >> 5`) for segment `i`. */
  readonly mask: Uint32Array
  /** Of segmentation `i` the position of her class among `classes`. */
  readonly classes: Uint16Array
}

/** Why she stands where she does, and what of her is measured, at an instant. */
export interface LiveLook {
  readonly reasons: Uint16Array
  readonly features: readonly (Value | undefined)[]
}

/** Thrown when an answer needs pages that are not at hand: read them, and ask again with them. */
export class PagesNeeded extends Error {
  override readonly name = 'PagesNeeded'
  readonly pages: readonly number[]

  constructor(pages: readonly number[]) {
    // Part of the ordinary course of things: where it was thrown is of no interest, and costs more than the reading.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(`pages ${pages.join(', ')} are needed`)
    Error.stackTraceLimit = stackTraceLimit
    this.pages = pages
  }
}

/** All definitions of a workspace over one customer's packed record, at any instant not before the newest thing kept was dropped. */
export interface LiveProgram {
  readonly kept: KeptEvents
  /** Equal for programs that need the same to be kept: a record filled for one serves the other. */
  readonly keptFingerprint: string
  readonly features: readonly string[]
  readonly segments: readonly string[]
  readonly segmentations: readonly { readonly id: string; readonly classes: readonly string[] }[]

  /** A history without events. */
  empty(): History
  /** A stored history. @throws EvaluationError `history_not_readable` when it was packed for other kept events. */
  decode(head: Uint8Array, pages?: ReadonlyMap<number, Uint8Array>): History
  /**
   * A history with more events: each once by its id, in order of (instant, id), wherever among the others it belongs.
   * Events that no definition reads are passed over. What can make no difference at `asOf` or later is dropped.
   *
   * Of two events with one id the first to come stays. Among the newest (what lies in `head`: all of a history that has
   * no pages) the id alone tells, whatever the instants and names are; an event in a page is known by its id together
   * with its instant. One that was dropped and comes again is dropped again.
   *
   * @returns The history, and which of the events were new to it (in the order given; false: known, or not kept).
   * @throws PagesNeeded
   */
  add(
    history: History,
    events: readonly SubjectEvent[],
    asOf: number,
  ): { history: History; isNew: readonly boolean[] }
  /** Whether any definition reads events of this name, or this attribute. */
  readsEvent(name: string): boolean
  readsAttribute(name: string): boolean

  /**
   * Where she stands. With `before`, only what reads one of its events or attributes is evaluated, the rest is taken over:
   * right as long as nothing has changed by itself since.
   *
   * @throws PagesNeeded
   */
  evaluate(subject: LiveSubject, asOf: number, before?: LiveNews): LiveAnswer
  /** Of each segment 0 where it holds, else the number of the first condition that blocks. @throws PagesNeeded */
  reasons(subject: LiveSubject, asOf: number): Uint16Array
  /** What `reasons` and `valuesOfFeatures` give, worked out together. @throws PagesNeeded */
  look(subject: LiveSubject, asOf: number): LiveLook
  /** The condition a reason names. */
  condition(segment: number, reason: number): Checked | undefined
  /** Every feature, unknown ones `undefined`. @throws PagesNeeded */
  valuesOfFeatures(subject: LiveSubject, asOf: number): readonly (Value | undefined)[]
  /**
   * An instant after `asOf` up to which (exclusive) `evaluate` gives the same if nothing else happens: never too late; it
   * may be too early. Undefined: never.
   *
   * @throws PagesNeeded
   */
  nextChange(subject: LiveSubject, asOf: number): number | undefined
  /** Everything that is kept, as the closures and explanations read it. @throws PagesNeeded */
  subjectOf(subject: LiveSubject): Subject
}

/** An answer that held until these news of the customer. */
export interface LiveNews {
  readonly answer: LiveAnswer
  readonly events: ReadonlySet<string>
  readonly attributes: ReadonlySet<string>
}
