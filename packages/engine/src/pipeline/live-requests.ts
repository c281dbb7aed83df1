import { createHash } from 'node:crypto'
import { z } from 'zod'
import { EngineError } from '../errors.ts'
import type { Profiles } from '../ports/profiles.ts'
import { orderedNumber } from '../profiles/bytes/ordered-number.ts'
import type { IngestOutcome } from '../records/live.ts'
import type { LiveTurn } from './live-turn.ts'

const outcome: z.ZodType<IngestOutcome> = z.union([
  z.object({ outcome: z.enum(['accepted', 'duplicate']), id: z.string() }),
  z.object({ outcome: z.literal('refused'), code: z.string(), says: z.string(), remedy: z.string() }),
])
const answered = z.object({ digest: z.string(), outcomes: z.array(outcome) })

/** What was answered to a request with an idempotency key. */
export interface AnsweredRequest {
  /** Of its items. */
  readonly digest: string
  readonly outcomes: readonly IngestOutcome[]
}

/** Requests lie under the hash of their key, and once more by instant, so that old ones are found without a look at the others. */
const [BY_KEY, BY_INSTANT] = [0, 1]

function requestKey(key: string): Uint8Array {
  return Buffer.concat([Buffer.of(BY_KEY), createHash('sha256').update(key).digest()])
}

function instantKey(at: number, request: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(BY_INSTANT), orderedNumber(at), request])
}

/** Those answered in turns that are not committed yet, by turn and key. */
const answeredInTurn = new WeakMap<LiveTurn, Map<string, AnsweredRequest>>()

export async function findRequest(
  turn: LiveTurn,
  profiles: Profiles,
  key: string,
): Promise<AnsweredRequest | undefined> {
  const here = answeredInTurn.get(turn)?.get(key)
  if (here !== undefined) return here
  const [bytes] = await profiles.read('requests', [requestKey(key)])
  return bytes === undefined ? undefined : readAnswer(bytes)
}

function readAnswer(bytes: Uint8Array): AnsweredRequest {
  const read = answered.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (read.success) return read.data
  throw new EngineError('profile_not_readable', { what: 'the answer to a request' }, { cause: read.error })
}

/** Keeps an answer, in the same commit as what it is the answer to. */
export function noteRequest(turn: LiveTurn, key: string, answer: AnsweredRequest): void {
  const inTurn = answeredInTurn.get(turn) ?? new Map<string, AnsweredRequest>()
  answeredInTurn.set(turn, inTurn.set(key, answer))
  const request = requestKey(key)
  turn.put('requests', request, Buffer.from(JSON.stringify(answer)))
  turn.put('requests', instantKey(turn.now, request), new Uint8Array())
}

/** Forgets requests answered before an instant, at most so many. */
export async function forgetRequests(
  turn: LiveTurn,
  profiles: Profiles,
  before: number,
  most: number,
): Promise<void> {
  const range = { from: Buffer.of(BY_INSTANT), to: instantKey(before, new Uint8Array()), limit: most }
  for await (const { key } of profiles.range('requests', range)) {
    turn.put('requests', key, undefined)
    turn.put('requests', key.subarray(9), undefined)
  }
}
