/** What the client needs of `fetch`: the platform's own fits, and so does one that calls a server in the same process. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>

export interface FetchInit {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string | ReadableStream<Uint8Array>
  /** Node's fetch wants to be told that the body is a stream. */
  readonly duplex?: 'half'
  readonly signal?: AbortSignal
}

export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: AsyncIterable<Uint8Array> | null
  text(): Promise<string>
}
