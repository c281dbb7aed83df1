import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, createClient } from '@kindred/api'

const LAUNCHER = join(import.meta.dirname, '../../bin/kindred.js')
const TOKEN = 'the token of a test'

/** `kindred serve` on a folder, as a process of its own that can be killed. */
export interface KilledServer {
  readonly client: Client
  /** Bytes of the process itself, the engine of the warehouse not counted. */
  memory(): number
  /** `kill -9`: nothing is said to it, and nothing of it runs on. */
  kill(): Promise<void>
  /** Ctrl-C, and the end of it. */
  stop(): Promise<number | null>
}

/** Starts it and waits until it says where it is. */
export async function startServer(folder: string): Promise<KilledServer> {
  const child = spawn(process.execPath, [LAUNCHER, '-C', folder, 'serve', '--port', '0', '--json'], {
    env: { ...process.env, NO_COLOR: '1', KINDRED_TOKEN: TOKEN, KINDRED_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { address, pid } = await announcement(child)
  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    const closed = once(child, 'close')
    process.kill(pid, signal)
    const [code] = await closed
    return typeof code === 'number' ? code : null
  }
  return {
    client: createClient({ fetch: globalThis.fetch, baseUrl: address, token: TOKEN }),
    memory: () => residentBytes(pid),
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGINT'),
  }
}

/** The launcher may run the program in another process: the document names the one that serves. */
function announcement(child: ChildProcess): Promise<{ address: string; pid: number }> {
  return new Promise((resolve, reject) => {
    let [printed, said] = ['', '']
    child.stdout?.setEncoding('utf8').on('data', text => {
      printed += text
      if (printed.trimEnd().endsWith('}')) resolve(JSON.parse(printed))
    })
    child.stderr?.setEncoding('utf8').on('data', text => {
      said += text
    })
    child.once('error', reject)
    child.once('close', code => reject(new Error(`kindred serve ended with ${code}: ${said}`)))
  })
}

function residentBytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return pages * 4096
}
