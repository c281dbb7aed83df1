import { Readable } from 'node:stream'
import type { Fetch, FetchInit, FetchResponse } from '@kindred/api'
import type { FastifyInstance, InjectOptions } from 'fastify'

/** Where a client of the server in its own process says it goes; no socket is opened. */
export const IN_PROCESS = 'http://kindred.in.process'

/**
 * A `fetch` that hands requests to the application without a socket: same routes, same checks, same streaming.
 * Reading less than all of an answer cancels the work behind it, as closing a connection would.
 */
export function inProcessFetch(app: FastifyInstance): Fetch {
  return async (url, init) => {
    // As the platform's own fetch does; nobody would be there yet to hear of it from the stream of the answer.
    init.signal?.throwIfAborted()
    const response = await app.inject({
      // fetch speaks of methods as text; the contract only has GET, POST and DELETE.
      method: init.method as 'GET' | 'POST' | 'DELETE',
      url: url.slice(IN_PROCESS.length),
      headers: init.headers,
      payloadAsStream: true,
      ...bodyOf(init),
      ...(init.signal === undefined ? {} : { signal: init.signal }),
    })
    return responseOf(response.statusCode, response.headers, response.stream(), () =>
      response.raw.res.destroy(),
    )
  }
}

function bodyOf(init: FetchInit): Pick<InjectOptions, 'payload'> {
  if (init.body === undefined) return {}
  return { payload: typeof init.body === 'string' ? init.body : Readable.from(init.body) }
}

function responseOf(
  status: number,
  headers: Record<string, unknown>,
  stream: Readable,
  gone: () => void,
): FetchResponse {
  const body = cancelling(stream, gone)
  return {
    status,
    headers: { get: name => headerOf(headers[name.toLowerCase()]) },
    body,
    text: async () => {
      const chunks: Uint8Array[] = []
      for await (const chunk of body) chunks.push(chunk)
      return Buffer.concat(chunks).toString('utf8')
    },
  }
}

function headerOf(given: unknown): string | null {
  return given === undefined || given === null ? null : String(given)
}

async function* cancelling(stream: Readable, gone: () => void): AsyncGenerator<Uint8Array> {
  let whole = false
  try {
    for await (const chunk of stream) yield chunk
    whole = true
  } finally {
    if (!whole) gone()
  }
}
