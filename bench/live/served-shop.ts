import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A live server of the shop, in a process of its own. */
export interface ServedShop {
  readonly address: string
  /** Of the server that answers a constant. */
  readonly constantAddress: string
  readonly constantToken: string
  /** Of that answer. */
  readonly bytes: number
  /** Milliseconds it took to fill the profiles from the warehouse. */
  readonly filledIn: number
  usage(): Promise<Usage>
  stop(): Promise<void>
}

/** What the process has used. */
export interface Usage {
  /** Seconds of processor. */
  readonly cpu: number
  /** Bytes that are in memory now; pages of the store's file that were read are among them, and may go at any time. */
  readonly memory: number
}

const SCRIPT = join(import.meta.dirname, 'live-server.ts')

export async function serveShop(
  folder: string,
  token: string,
  note: (line: string) => void,
): Promise<ServedShop> {
  const child = fork(SCRIPT, [folder, token])
  const ready = await started(child, note)
  return {
    ...ready,
    usage: async () => {
      child.send('usage')
      const [said] = await once(child, 'message')
      return { cpu: Number(said.cpu), memory: Number(said.memory) }
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.send('stop')
      await ended
    },
  }
}

type Ready = Pick<ServedShop, 'address' | 'constantAddress' | 'constantToken' | 'bytes' | 'filledIn'>

function started(child: ChildProcess, note: (line: string) => void): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let tenths = 0
    const hear = (said: Ready | { readonly filling: { readonly done: number; readonly of: number } }) => {
      if ('address' in said) {
        child.off('message', hear)
        resolve(said)
        return
      }
      const { done, of } = said.filling
      const now = Math.floor((10 * done) / Math.max(1, of))
      if (now > tenths) note(`filling: ${done} of ${of} customers`)
      tenths = Math.max(now, tenths)
    }
    child.on('message', hear)
    child.once('exit', code => reject(new Error(`The server ended with ${code} before it was ready.`)))
  })
}
