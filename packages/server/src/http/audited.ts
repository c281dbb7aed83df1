import type { Route } from '@kindred/api'
import type { AuditEvent } from '@kindred/engine'
import type { AuditTrail } from '../access/audit-trail.ts'
import { notedOf } from '../access/gate.ts'
import { actorOf, type Principal } from '../access/principal.ts'
import { targetsOf } from '../access/targets-of.ts'
import { failureAnswer } from './failure-answer.ts'

/** One call, as it is audited. */
export interface AuditedCall {
  readonly id: string
  readonly route: Route
  readonly given: unknown
  /** Whoever asks; who signs in while it is answered is asked for afterwards. */
  readonly principal: () => Principal
  /** What the handler found it to be about, beside what its route says. */
  readonly alsoAbout: readonly string[]
}

/** Answers calls and notes how each ended. */
export class Audited {
  readonly #trail: AuditTrail
  readonly #workspace: () => Promise<string>

  /** @param workspace - Gives the id of the workspace, by which pseudonyms are made. */
  constructor(trail: AuditTrail, workspace: () => Promise<string>) {
    this.#trail = trail
    this.#workspace = workspace
  }

  /** Runs a handler. A change is in the log before this resolves. */
  async run<T>(call: AuditedCall, handler: () => Promise<T>): Promise<T> {
    const noted = notedOf(call.route)
    if (noted === 'no') return handler()
    try {
      const answer = await handler()
      await this.#note(call, { outcome: 'done', code: undefined })
      return answer
    } catch (error) {
      await this.#note(call, outcomeOf(error))
      throw error
    }
  }

  async #note(call: AuditedCall, end: Pick<AuditEvent, 'outcome' | 'code'>): Promise<void> {
    const actor = actorOf(call.principal())
    const noted = notedOf(call.route)
    if (noted === 'counted') {
      this.#trail.count({ actor, action: call.id, ...end })
      return
    }
    const targets = [...targetsOf(call.route, call.given, await this.#workspace()), ...call.alsoAbout]
    this.#trail.note({ actor, action: call.id, targets, ...end })
    if (noted === 'change') await this.#trail.write()
  }

  /** A call that was turned away before it reached a handler. */
  refused(principal: Principal, id: string, error: unknown): void {
    this.#trail.count({ actor: actorOf(principal), action: id, ...outcomeOf(error) })
  }
}

function outcomeOf(error: unknown): Pick<AuditEvent, 'outcome' | 'code'> {
  const { status, failure } = failureAnswer(error)
  return { outcome: status < 500 ? 'refused' : 'failed', code: failure.code }
}
