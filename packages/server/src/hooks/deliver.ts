import type { Hook, LiveTransition } from '@kindred/engine'
import { transitionAnswer } from '../answers/transition-answer.ts'
import { version } from '../version.ts'
import { sign } from './sign.ts'

/** How long a receiver may take to answer. */
const PATIENCE_MILLIS = 10_000

/** What sends a delivery: the platform's `fetch` fits. */
export type Post = (
  url: string,
  init: {
    readonly method: 'POST'
    readonly headers: Record<string, string>
    readonly body: string
    readonly redirect: 'manual'
    readonly signal: AbortSignal
  },
) => Promise<{ readonly status: number; readonly body: { cancel(): Promise<void> } | null }>

/** Some moves on their way to one hook. The id is the same each time they are sent. */
export interface Delivery {
  readonly hook: Hook
  readonly id: string
  readonly transitions: readonly LiveTransition[]
}

export function deliveryOf(hook: Hook, transitions: readonly LiveTransition[]): Delivery {
  return { hook, id: `${hook.id}-${transitions[0]?.seq}-${transitions.at(-1)?.seq}`, transitions }
}

/**
 * Sends it once.
 *
 * @param stopping - Ends the try at once.
 * @returns Why it failed; `undefined`: it was taken (status 200 to 299). A redirect is not followed: it is a failure.
 */
export async function deliver(
  { hook, id, transitions }: Delivery,
  { post, now, stopping }: { readonly post: Post; readonly now: number; readonly stopping: AbortSignal },
): Promise<string | undefined> {
  const body = JSON.stringify({ delivery: id, hook: hook.id, transitions: transitions.map(transitionAnswer) })
  try {
    const { status, body: answer } = await post(hook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `Kindred/${version}`,
        'kindred-delivery': id,
        ...sign(hook.secret, body, now),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MILLIS), stopping]),
    })
    // What it says beside the status is of no interest, however long it is.
    await answer?.cancel().catch(() => {})
    return status >= 200 && status < 300 ? undefined : `status ${status}`
  } catch (error) {
    return reasonOf(error)
  }
}

/** In our words: messages of the platform can hold the address, and an address can hold a key. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  if (error.name === 'TimeoutError') return `no answer within ${PATIENCE_MILLIS / 1000} s`
  const cause = error.cause
  return cause instanceof Error && 'code' in cause ? `no connection (${String(cause.code)})` : 'no answer'
}
