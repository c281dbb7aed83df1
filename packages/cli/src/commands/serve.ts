import type { openWorkspace } from '@kindred/server'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { serverHalf } from '../session.ts'
import { formatAge } from '../terminal/format.ts'
import { startProgress } from '../terminal/progress.ts'
import { style } from '../terminal/style.ts'
import { findWorkspace } from '../workspace/find-workspace.ts'

interface ServeOptions {
  readonly port: string
  readonly host: string
  readonly C?: string
  readonly json?: boolean
}

/** How long a command that is just ending may still hold the folder. */
const PATIENCE_MILLIS = 5_000

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('keep the workspace live: events in, customers and moves out, until Ctrl-C')
    .option('--port <port>', 'where to listen', '4390')
    .option(
      '--host <host>',
      'on which address; others than the loopback only once there is an admin',
      '127.0.0.1',
    )
    .action((_: unknown, command: Command) => serve(command.optsWithGlobals<ServeOptions>()))
}

/** Serves a workspace until a signal comes. */
export async function serve(options: ServeOptions): Promise<void> {
  const folder = findWorkspace(options.C)
  const stopped = firstSignal()
  const startedAt = Date.now()
  const server = await serverHalf()
  const opened = await server.openWorkspace(folder, {
    how: 'serve',
    host: options.host,
    port: portOf(options.port),
    patience: PATIENCE_MILLIS,
    logLevel: process.env.KINDRED_LOG ?? 'info',
    ...ownToken(),
  })
  try {
    const ready = fill(opened).then(() => announce(opened, folder, startedAt, options))
    await Promise.race([ready, stopped])
    await stopped
  } finally {
    await opened.close()
  }
}

type Opened = Awaited<ReturnType<typeof openWorkspace>>

async function fill(opened: Opened): Promise<void> {
  const progress = startProgress()
  try {
    await opened.startLive?.((done, of) =>
      progress.show({ label: 'filling', done, of, counted: done, unit: 'customers' }),
    )
  } finally {
    progress.end()
  }
}

async function announce(
  opened: Opened,
  folder: string,
  startedAt: number,
  { json, host }: ServeOptions,
): Promise<void> {
  const { address = '' } = opened
  // From elsewhere it opens nothing.
  const consoleLink = isLoopback(host) ? (opened.consoleLink ?? '') : address
  const setup = await setupLinkOf(opened)
  if (json === true) {
    const shown = {
      address,
      console: consoleLink,
      ...(setup === undefined ? {} : { setup }),
      folder,
      pid: process.pid,
    }
    console.log(JSON.stringify(shown, null, 2))
    return
  }
  console.log(
    [
      `${style.good('✓')} ${folder} is live at ${style.strong(address)}, after ${formatAge((Date.now() - startedAt) / 1000)}. Ctrl-C stops it.`,
      `  Console: ${style.strong(consoleLink)}`,
      ...(setup === undefined ? [] : [`  No users yet. The first, an admin: ${style.strong(setup)}`]),
      style.quiet(
        `  Routes: ${address}/docs   state: /readyz, /metrics   moves: kindred watch, in a second terminal`,
      ),
    ].join('\n'),
  )
}

/** The one-time link that makes the first admin; undefined where there are users. */
async function setupLinkOf({ client, address = '' }: Opened): Promise<string | undefined> {
  const { setup } = await client.session()
  return setup ? `${address}/setup#token=${(await client.setupLink()).token}` : undefined
}

function isLoopback(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host)
}

/** Ends with the first SIGINT or SIGTERM; the second ends the process at once. */
function firstSignal(): Promise<void> {
  return new Promise(resolve => {
    let isStopping = false
    const stop = (): void => {
      if (isStopping) process.exit(130)
      isStopping = true
      console.error('Stopping: what was accepted is being committed. Ctrl-C again ends at once.')
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}

function ownToken(): { lastingToken?: string } {
  const token = process.env.KINDRED_TOKEN
  return token === undefined || token === '' ? {} : { lastingToken: token }
}

function portOf(given: string): number {
  const port = Number(given)
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port
  throw cliError('not_a_port', { given })
}
