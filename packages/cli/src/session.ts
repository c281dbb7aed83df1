import { resolve } from 'node:path'
import { type Client, createClient } from '@kindred/api'
import type { Command } from 'commander'
import { cliError } from './errors.ts'
import { cancellable, INTERRUPTED, watchInterruption, whatBecame } from './interruption.ts'
import type { Locale } from './terminal/format.ts'
import { printable } from './terminal/printable.ts'
import { type Progress, startProgress } from './terminal/progress.ts'
import { findWorkspace } from './workspace/find-workspace.ts'

/** What one command works with: a client of the API, wherever that runs, and how to show what it gives. */
export interface Session {
  readonly client: Client
  /** The workspace folder; the current one with `--url`. */
  readonly folder: string
  /** Whether the server may be on another machine, where local paths mean nothing. */
  readonly remote: boolean
  /** Where the server that is asked can be reached by others; absent where this process is the server. */
  readonly address?: string
  /** Starts the live half; only where this process serves the workspace. */
  readonly startLive?: (progress: (done: number, of: number) => void) => Promise<void>
  readonly progress: Progress
  readonly json: boolean
  locale(): Promise<Locale>
  /** One JSON document with `--json`, else the text. */
  print(document: unknown, text: () => string | Promise<string>): Promise<void>
}

export interface GlobalOptions {
  readonly C?: string
  readonly json?: boolean
  readonly url?: string
}

type Work<Options> = (session: Session, args: readonly string[], options: Options) => Promise<void>

/** Wraps a command's work: opens the workspace (or the server), runs, and closes whatever happens. */
export function withSession<Options extends object>(work: Work<Options>) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given[given.length - 1] as Command
    const options = command.optsWithGlobals<Options & GlobalOptions>()
    const interruption = watchInterruption()
    const startedAt = Date.now()
    const opened = await open(options)
    const progress = startProgress()
    try {
      const client = cancellable(opened.client, interruption.signal)
      await work(session({ ...opened, client }, progress, options.json === true), command.args, options)
    } catch (error) {
      progress.end()
      if (!interruption.signal.aborted) throw error
      throw cliError('interrupted', { became: await whatBecame(opened.client, startedAt) }, INTERRUPTED)
    } finally {
      progress.end()
      await opened.close()
      interruption.end()
    }
  }
}

export interface Opened {
  readonly client: Client
  readonly folder: string
  readonly remote: boolean
  readonly address?: string
  readonly startLive?: NonNullable<Session['startLive']>
  close(): Promise<void>
}

async function open(options: GlobalOptions): Promise<Opened> {
  if (options.url !== undefined) return connect(options.url, options.C)
  return openFolder(findWorkspace(options.C))
}

/** Opens a workspace folder: in this process, or through the one that holds it. */
export async function openFolder(folder: string): Promise<Opened> {
  const { openWorkspace } = await serverHalf()
  const { client, close, startLive, here, address } = await openWorkspace(folder)
  return {
    ...{ client, folder, remote: false, close },
    ...(startLive === undefined ? {} : { startLive }),
    ...(here || address === undefined ? {} : { address }),
  }
}

/** Only through a server that runs: what goes on for long must not hold the folder itself. */
export async function openToFollow(options: GlobalOptions): Promise<Opened> {
  if (options.url !== undefined) return connect(options.url, options.C)
  const folder = findWorkspace(options.C)
  const { openWorkspace } = await serverHalf()
  const { client, close } = await openWorkspace(folder, { how: 'follow' })
  return { client, folder, remote: false, close }
}

/** Loaded by whoever opens a folder: most of what there is to load, and `--help` or a server elsewhere need none of it. */
export function serverHalf(): Promise<typeof import('@kindred/server')> {
  return import('@kindred/server')
}

function connect(url: string, folder = '.'): Opened {
  const token = process.env.KINDRED_TOKEN
  const address = url.replace(/\/$/, '')
  const client = createClient({
    fetch: globalThis.fetch,
    baseUrl: address,
    ...(token === undefined ? {} : { token }),
  })
  return { client, folder: resolve(folder), remote: true, address, close: async () => {} }
}

export function session(opened: Opened, progress: Progress, json: boolean): Session {
  return {
    ...opened,
    progress,
    json,
    locale: async () => {
      const { timezone, currency } = await opened.client.workspace()
      return { timezone, currency }
    },
    print: async (document, text) => {
      progress.end()
      console.log(json ? JSON.stringify(document, null, 2) : printable(await text()))
    },
  }
}
