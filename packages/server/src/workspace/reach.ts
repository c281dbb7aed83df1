import { type Client, createClient, type Fetch, type FetchInit, type FetchResponse } from '@kindred/api'
import type { Composition } from '../compose.ts'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'

/** A way to put requests to a workspace. */
export interface Reach {
  /** Path and query; the token is added here. */
  send(target: string, init: FetchInit): Promise<FetchResponse>
  /** Where others can reach it; absent where nothing has to be held. */
  readonly address?: string
  /** What opens the console in a browser; only where this process serves it. */
  readonly consoleLink?: string
  readonly here: boolean
  /** Starts the live half, where this process serves the workspace. */
  readonly startLive?: Composition['startLive']
  close(): Promise<void>
}

/** Requests to the application in this process. */
export function sendHere({ app, token }: Composition): Reach['send'] {
  const fetch = inProcessFetch(app)
  return (target, init) => fetch(IN_PROCESS + target, withToken(init, token))
}

/** Requests over a socket. */
export function sendTo(address: string, token: string): Reach['send'] {
  const fetch: Fetch = globalThis.fetch
  return (target, init) => fetch(address + target, withToken(init, token))
}

function withToken(init: FetchInit, token: string): FetchInit {
  return { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }
}

/** A client whose requests go wherever the workspace is. */
export function clientOf(reach: Reach): Client {
  const baseUrl = reach.address ?? IN_PROCESS
  return createClient({ fetch: (url, init) => reach.send(url.slice(baseUrl.length), init), baseUrl })
}
