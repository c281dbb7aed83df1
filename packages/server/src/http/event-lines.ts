import { Readable } from 'node:stream'
import { failureAnswer } from './failure-answer.ts'
import type { SentEvent } from './handler.ts'

/** How long a reader that was cut off should wait before it comes back. */
const RETRY_MILLIS = 2_000

/**
 * A stream of events as it goes over the wire. It is read only as fast as the reader takes it: nothing is held for a slow
 * one. An error is its last event, named `error`, with the refusal's document.
 *
 * @param failed - Told of the error, for the log.
 */
export function eventLines(
  events: AsyncIterable<SentEvent<unknown>>,
  failed: (error: unknown) => void,
): Readable {
  return Readable.from(linesOf(events, failed), { objectMode: false, highWaterMark: 64 * 1024 })
}

async function* linesOf(
  events: AsyncIterable<SentEvent<unknown>>,
  failed: (error: unknown) => void,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MILLIS}\n\n`
  try {
    for await (const { id, data } of events) {
      // A comment keeps what lies between from closing a quiet connection.
      yield data === undefined ? `: alive\nid: ${id}\n\n` : `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`
    }
  } catch (error) {
    failed(error)
    const { status, failure } = failureAnswer(error)
    yield `event: error\ndata: ${JSON.stringify({ error: failure, status })}\n\n`
  }
}
