import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const SCRIPT = join(import.meta.dirname, 'bare-server.ts')

/** Node's own server alone, in a process of its own, that always gives an answer of so many bytes. */
export async function serveBare(
  bytes: number,
): Promise<{ readonly address: string; stop(): Promise<unknown> }> {
  const child = fork(SCRIPT, [String(bytes)])
  const [said] = await once(child, 'message')
  return {
    address: `http://127.0.0.1:${said.port}`,
    stop: () => {
      child.kill()
      return once(child, 'exit')
    },
  }
}
