import type { DeadLetter, Hook } from '@kindred/engine'
import { ServerError } from '../errors.ts'
import { deliver, deliveryOf } from './deliver.ts'
import type { CourierPorts } from './hook-courier.ts'

const MOST_LETTERS = 1000

export interface Resent {
  readonly sent: number
  readonly left: number
  readonly reason?: string
}

/**
 * Sends dead letters once more, oldest first, up to the first that fails. A letter without moves has nothing to send: it
 * only said what was lost, and goes away.
 *
 * @param ids - Of letters; absent: all.
 * @throws ServerError `dead_letter_unknown`
 */
export async function resend(
  hook: Hook,
  ids: readonly number[] | undefined,
  ports: Pick<CourierPorts, 'hooks' | 'post' | 'clock'>,
  signal: AbortSignal,
): Promise<Resent> {
  const letters = wanted(await ports.hooks.deadLetters(hook.id, MOST_LETTERS), ids)
  let sent = 0
  for (const letter of letters) {
    const reason = await sendOnce(hook, letter, ports, signal)
    if (reason !== undefined) return { sent, left: letters.length - sent, reason }
    await ports.hooks.dropDeadLetter(hook.id, letter.id)
    sent += 1
  }
  return { sent, left: 0 }
}

function wanted(found: readonly DeadLetter[], ids: readonly number[] | undefined): readonly DeadLetter[] {
  if (ids === undefined) return found
  const missing = ids.filter(id => found.every(letter => letter.id !== id))
  if (missing.length > 0) throw new ServerError('dead_letter_unknown', { letters: missing })
  return found.filter(letter => ids.includes(letter.id))
}

async function sendOnce(
  hook: Hook,
  { transitions }: DeadLetter,
  { post, clock }: Pick<CourierPorts, 'post' | 'clock'>,
  stopping: AbortSignal,
): Promise<string | undefined> {
  if (transitions.length === 0) return undefined
  return deliver(deliveryOf(hook, transitions), { post, now: clock(), stopping })
}
