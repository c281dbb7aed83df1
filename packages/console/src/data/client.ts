import {
  type Contract,
  createClient,
  type Fetch,
  type FetchResponse,
  type InputOf,
  type LongRoute,
  startJob,
} from '@kindred/api'

const options = { fetch: browserFetch, baseUrl: '' }

/** The API of the server this page came from; its cookie goes along by itself. */
export const client = createClient(options)

/** Begins long work that goes on whether or not its page stays open. @returns the id of the job. */
export function begin<Id extends LongRoute>(route: Id, input: InputOf<Contract[Id]>): Promise<string> {
  return startJob(options, route, input)
}

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
