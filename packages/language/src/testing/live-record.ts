import type { LiveProgram, LiveSubject } from '../evaluate/live/live-program.ts'
import { PagesNeeded } from '../evaluate/live/live-program.ts'
import type { Subject, SubjectEvent } from '../evaluate/subject.ts'

/**
 * A customer's record as a store has it: bytes, moved to odd places as stores do, and pages that are handed out only
 * when they are asked for.
 */
export class LiveRecord {
  head: Uint8Array
  readonly pages = new Map<number, Uint8Array>()
  /** How many pages were asked for. */
  read = 0
  readonly #program: LiveProgram
  readonly #customer: Omit<Subject, 'events'>

  constructor(program: LiveProgram, { id, attributes }: Omit<Subject, 'events'>) {
    this.#program = program
    this.#customer = { id, attributes }
    this.head = program.empty().head
  }

  add(events: readonly SubjectEvent[], asOf: number): readonly boolean[] {
    const { history, isNew } = this.#asking(subject => this.#program.add(subject.history, events, asOf))
    this.head = moved(history.head)
    for (const [number, bytes] of history.changedPages) {
      if (bytes === undefined) this.pages.delete(number)
      else this.pages.set(number, moved(bytes))
    }
    return isNew
  }

  ask<T>(question: (program: LiveProgram, subject: LiveSubject) => T): T {
    return this.#asking(subject => question(this.#program, subject))
  }

  #asking<T>(question: (subject: LiveSubject) => T): T {
    const atHand = new Map<number, Uint8Array>()
    for (;;) {
      try {
        return question({ ...this.#customer, history: this.#program.decode(this.head, new Map(atHand)) })
      } catch (error) {
        if (!(error instanceof PagesNeeded)) throw error
        for (const number of error.pages) this.#fetch(number, atHand)
      }
    }
  }

  #fetch(number: number, atHand: Map<number, Uint8Array>): void {
    const page = this.pages.get(number)
    if (page === undefined || atHand.has(number)) throw new Error(`Page ${number} is none, or was given.`)
    this.read += 1
    atHand.set(number, page)
  }
}

/** The same bytes in the middle of others, at an address no number may begin at. */
function moved(bytes: Uint8Array): Uint8Array {
  const larger = new Uint8Array(bytes.length + 13)
  larger.set(bytes, 5)
  return larger.subarray(5, 5 + bytes.length)
}
