import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type ServerSettings, serverArguments, serverPaths } from './server-files.ts'

/** The forked engine: alive until `ended` resolves. */
export interface EngineProcess {
  readonly pid: number
  /** How it ended; resolves once, never rejects. */
  readonly ended: Promise<string>
  /** Set once it has ended. */
  readonly end: string | undefined
  stop(): Promise<void>
}

// Published code is compiled, and then the child is too.
const childScript = fileURLToPath(
  new URL(`./engine-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
)

/** Forks the engine. It has its own process group, since the engine signals its whole group when it shuts down. */
export function forkEngine(library: string, settings: ServerSettings): EngineProcess {
  const log = openSync(serverPaths(settings.folder).log, 'a', 0o600)
  const child = fork(childScript, [library, ...serverArguments(settings)], {
    detached: true,
    execArgv: [],
    cwd: settings.folder,
    // The engine's own time is UTC, whatever the machine's is; nothing else of our environment is its business.
    env: { TZ: 'UTC', PATH: process.env.PATH ?? '' },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  // A forgotten server must not keep its parent alive; it ends with it.
  child.unref()
  child.channel?.unref()
  return watch(child)
}

/** The last lines the engine wrote, for a message. */
export async function logTail(folder: string, lines: number): Promise<string> {
  const text = await readFile(serverPaths(folder).log, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}

function watch(child: ChildProcess): EngineProcess {
  let end: string | undefined
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`))
  }).then(reason => {
    end = reason
    return reason
  })
  return {
    pid: child.pid ?? 0,
    ended,
    get end() {
      return end
    },
    stop: () => stop(child, ended),
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  // The wait below must hold the process open, or it would end first and leave the engine to be killed.
  child.ref()
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(patience)
}
