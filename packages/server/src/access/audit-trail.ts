import type { AuditActor, AuditEvent, AuditLog, Clock } from '@kindred/engine'

/** Looks are written together: so long after the first. */
const PAUSE = 250
/** Calls of programs are counted so long before they are written. */
const COUNTED_FOR = 60_000
const MOST_AT_ONCE = 500
/** Where the catalog takes nothing any more, so many are kept for it. */
const MOST_KEPT = 50_000

type Counted = Pick<AuditEvent, 'action' | 'outcome' | 'code'> & { readonly actor: AuditActor }

/**
 * Writes what was done to the audit log. A change is written before it is answered. Looks at people are written
 * together, a quarter of a second later at most; calls of programs are counted by caller, route and outcome, and written
 * by the minute.
 */
export class AuditTrail {
  readonly #log: AuditLog
  readonly #clock: Clock
  /** Told when the log cannot be written; it is tried again with the next. */
  readonly #failed: (error: unknown) => void
  #waiting: AuditEvent[] = []
  #counted = new Map<string, AuditEvent & { count: number }>()
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #countTimer: NodeJS.Timeout | undefined

  constructor(log: AuditLog, clock: Clock, failed: (error: unknown) => void) {
    this.#log = log
    this.#clock = clock
    this.#failed = failed
  }

  /** To be written soon. */
  note(event: Omit<AuditEvent, 'at' | 'count'>): void {
    if (this.#waiting.length >= MOST_KEPT) {
      this.#failed(new Error('The audit log takes nothing: what was done just now is not noted.'))
      return
    }
    this.#waiting.push({ ...event, at: this.#clock(), count: 1 })
    this.#timer ??= setTimeout(() => void this.write(), PAUSE).unref()
  }

  /** Adds one to those of the same caller, route and outcome. */
  count({ actor, action, outcome, code }: Counted): void {
    const name = `${actor.kind} ${actor.id} ${action} ${outcome} ${code ?? ''}`
    const found = this.#counted.get(name)
    if (found !== undefined) {
      found.count += 1
      return
    }
    this.#counted.set(name, { actor, action, outcome, code, targets: [], at: this.#clock(), count: 1 })
    this.#countTimer ??= setTimeout(() => void this.writeAll(), COUNTED_FOR).unref()
  }

  /** Writes what waits; resolves when it is in the log, or could not be written now. */
  write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#drain())
    return this.#writing
  }

  /** The same with what is being counted. */
  writeAll(): Promise<void> {
    clearTimeout(this.#countTimer)
    this.#countTimer = undefined
    this.#waiting.push(...this.#counted.values())
    this.#counted = new Map()
    return this.write()
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const events = this.#waiting.slice(0, MOST_AT_ONCE)
      try {
        await this.#log.append(events)
        this.#waiting = this.#waiting.slice(events.length)
      } catch (error) {
        this.#failed(error)
        return
      }
    }
  }
}
