import { createClient, type Fetch, type FetchResponse } from '@kindred/api'

/** The API of the server this page came from; its cookie goes along by itself. */
export const client = createClient({ fetch: browserFetch, baseUrl: '' })

/** The platform's own, but for two things browsers cannot do: send a body as it is read, and loop over an answer. */
function browserFetch(...[url, init]: Parameters<Fetch>): Promise<FetchResponse> {
  return send(url, init)
}

async function send(...[url, { body, method, headers, signal }]: Parameters<Fetch>): Promise<FetchResponse> {
  const response = await fetch(url, {
    method,
    headers,
    credentials: 'same-origin',
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : await wholeOf(body) }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: response.body === null ? null : chunksOf(response.body),
    text: () => response.text(),
  }
}

/** Browsers send a stream over HTTP/2 only; a blob of a file lies on disk, not in memory. */
function wholeOf(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  return new Response(stream as BodyInit).blob()
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
