import type { Readable } from 'node:stream'
import type { AnswerOf, Contract, GivenOf, ProgressOf, RouteId, Subject } from '@kindred/api'
import type { Principal } from '../access/principal.ts'
import type { SessionCookie } from '../access/session-cookie.ts'

/** What every handler is told beside its input. */
export interface Call {
  /** Aborted when the one who asked has gone. */
  readonly signal: AbortSignal
  readonly principal: Principal
  /** Whoever is answered from here on: she signed in, or out. */
  readonly become: (principal: Principal) => void
  readonly cookie: SessionCookie
  /** The address it came from. */
  readonly address: string
  /** Names to the audit log what it turned out to be about. */
  readonly isAbout: (subject: Subject, name: string) => void
}
export interface StreamCall<Progress> extends Call {
  /** Sends a line of progress. */
  readonly progress: (line: Progress) => void
}
export interface UploadCall extends Call {
  readonly content: Readable
}
/** What a hot route is told: as it came, for its handler to read. */
export interface HotCall {
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
  /** Of the header `Idempotency-Key`. */
  readonly key: string | undefined
  readonly principal: Principal
}
export interface EventsCall extends Call {
  /** Of the header `Last-Event-ID`: a reader that comes back. */
  readonly lastEventId: string | undefined
}

/** One part of a stream of events: what happened, and the place to come back to; without data, only that place. */
export interface SentEvent<Data> {
  readonly id: number
  readonly data?: Data
}

/** A file to send. */
export interface SentFile {
  readonly contentType: string
  readonly name: string
  readonly content: AsyncIterable<string | Uint8Array>
}

type CallOf<R> = R extends { readonly gives: 'stream' }
  ? StreamCall<ProgressOf<R>>
  : R extends { readonly takes: 'file' }
    ? UploadCall
    : R extends { readonly gives: 'events' }
      ? EventsCall
      : Call

type Given<R> = R extends Contract[RouteId] ? GivenOf<R> : never

export type Handler<R> = R extends { readonly isHot: true }
  ? /** Gives the text of its document. */ (call: HotCall) => Promise<string>
  : (given: Given<R>, call: CallOf<R>) => Promise<GivenBack<R>>

type GivenBack<R> = R extends { readonly gives: 'file' }
  ? SentFile
  : R extends { readonly gives: 'events' }
    ? AsyncIterable<SentEvent<AnswerOf<R>>>
    : AnswerOf<R>

/** Handlers of some routes of the contract; `Handlers<RouteId>` is all of them. */
export type Handlers<Ids extends RouteId> = { readonly [Id in Ids]: Handler<Contract[Id]> }
