import { z } from 'zod'
import { EngineError } from '../../errors.ts'
import type { MergeRecord } from '../../records/live.ts'
import { orderedNumber } from '../bytes/ordered-number.ts'

/** Begins the keys of the log in the space of identities: no id begins with it in UTF-8, and no hashed one. */
const LOG = 0xfe

const logged = z.object({
  id: z.int(),
  at: z.int(),
  from: z.string(),
  into: z.string(),
  by: z.enum(['alias', 'hand', 'rule']),
  attribute: z.string().exactOptional(),
  author: z.string().exactOptional(),
  undoneAt: z.int().exactOptional(),
  refused: z.literal('limit').exactOptional(),
})

export function mergeKey(id: number): Uint8Array {
  return Buffer.concat([Buffer.of(LOG), orderedNumber(id)])
}

/** All merges. */
export const mergeKeys: { readonly from: Uint8Array; readonly to: Uint8Array } = {
  from: Buffer.of(LOG),
  to: Buffer.of(LOG + 1),
}

export function encodeMerge(record: MergeRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record))
}

/** @throws EngineError `profile_not_readable` */
export function decodeMerge(bytes: Uint8Array): MergeRecord {
  const read = logged.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (read.success) return read.data
  throw new EngineError('profile_not_readable', { what: 'a merge' }, { cause: read.error })
}
