import type { Readable } from 'node:stream'
import type { AnswerOf, Contract, GivenOf, ProgressOf, RouteId } from '@kindred/api'

/** What every handler is told beside its input. */
export interface Call {
  /** Aborted when the one who asked has gone. */
  readonly signal: AbortSignal
}
export interface StreamCall<Progress> extends Call {
  /** Sends a line of progress. */
  readonly progress: (line: Progress) => void
}
export interface UploadCall extends Call {
  readonly content: Readable
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
    : Call

type Given<R> = R extends Contract[RouteId] ? GivenOf<R> : never

export type Handler<R> = (
  given: Given<R>,
  call: CallOf<R>,
) => Promise<R extends { readonly gives: 'file' } ? SentFile : AnswerOf<R>>

/** Handlers of some routes of the contract; `Handlers<RouteId>` is all of them. */
export type Handlers<Ids extends RouteId> = { readonly [Id in Ids]: Handler<Contract[Id]> }
