import { createHash } from 'node:crypto'
import { compareCodePoints } from '@kindred/language'
import { z } from 'zod'
import { EngineError } from '../../errors.ts'
import { recordKey } from '../record/record-key.ts'

/** Two customers who share a value that identifies, to be made one in a commit of its own. */
export interface DueMerge {
  /** Who came to have the value, and who had it before. */
  readonly from: string
  readonly into: string
  readonly attribute: string
}

/** Begin the keys, in the space of identities, of merges that are due, of how many ids a customer has, and of who was parted. */
const [DUE, IDS, PARTED] = [0xfc, 0xfb, 0xfa]

const due = z.object({ from: z.string(), into: z.string(), attribute: z.string() })

/** Of one customer and attribute there is one at a time. */
export function dueMergeKey({ from, attribute }: DueMerge): Uint8Array {
  return hashedKey(DUE, [from, attribute])
}

/** All that are due. */
export const dueMergeKeys: { readonly from: Uint8Array; readonly to: Uint8Array } = {
  from: Buffer.of(DUE),
  to: Buffer.of(DUE + 1),
}

export function encodeDueMerge(merge: DueMerge): Uint8Array {
  return Buffer.from(JSON.stringify(merge))
}

/** @throws EngineError `profile_not_readable` */
export function decodeDueMerge(bytes: Uint8Array): DueMerge {
  const read = due.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (read.success) return read.data
  throw new EngineError('profile_not_readable', { what: 'a merge that is due' }, { cause: read.error })
}

/** Where it is noted how many ids a customer has come to have, her own among them; nothing: one. */
export function idCountKey(id: string): Uint8Array {
  return Buffer.concat([Buffer.of(IDS), recordKey(id)])
}

export function readIdCount(bytes: Uint8Array | undefined): number {
  return bytes === undefined ? 1 : Buffer.from(bytes).readUInt32BE()
}

export function writeIdCount(count: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(count)
  return bytes
}

/** Where it is noted that somebody has parted two customers: no rule makes them one again. In either order. */
export function partedKey(one: string, other: string): Uint8Array {
  return hashedKey(PARTED, [one, other].sort(compareCodePoints))
}

function hashedKey(kind: number, parts: readonly string[]): Uint8Array {
  return Buffer.concat([Buffer.of(kind), createHash('sha256').update(JSON.stringify(parts)).digest()])
}
