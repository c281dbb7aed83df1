import { workspaceHolder } from '@kindred/stores/workspace'
import { type Reach, sendTo } from './reach.ts'

/**
 * Reaches a workspace through the process that holds it. When that one has ended, the workspace is opened anew, and the
 * request that found nobody is put there: it was not taken, so it cannot be done twice.
 *
 * @param reopen - Opens it here, or finds the next holder.
 * @returns `undefined` while nobody serves it.
 */
export async function followHolder(folder: string, reopen: () => Promise<Reach>): Promise<Reach | undefined> {
  const holder = workspaceHolder(folder)
  if (holder?.address === undefined || !(await answers(holder.address))) return undefined
  const { address, token } = holder
  const send = sendTo(address, token)
  let next: Promise<Reach> | undefined
  return {
    address,
    here: false,
    async send(target, init) {
      if (next === undefined) {
        try {
          return await send(target, init)
        } catch (error) {
          if (!isRefused(error)) throw error
          next ??= reopen()
        }
      }
      return (await next).send(target, init)
    },
    close: async () => (await next)?.close(),
  }
}

/** It may be closing just now: any answer, be it a refusal, shows that it is there. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) })
    return true
  } catch {
    return false
  }
}

/** Whether nobody listened: nothing of the request has been read then. */
function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
}
