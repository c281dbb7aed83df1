import { ByteReader } from '../bytes/byte-reader.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'

/** A stretch of the outbox that is being sent: these entries, under this id, until the warehouse has them. */
export interface Sending {
  readonly id: string
  readonly first: number
  readonly last: number
}

export function writeSending({ id, first, last }: Sending): Uint8Array {
  const writer = new ByteWriter()
  writer.text(id)
  writer.count(first)
  writer.count(last)
  return writer.finish()
}

export function readSending(bytes: Uint8Array): Sending {
  const reader = new ByteReader(bytes, 'the stretch that is being sent')
  const sending = { id: reader.text(), first: reader.count(), last: reader.count() }
  reader.end()
  return sending
}
