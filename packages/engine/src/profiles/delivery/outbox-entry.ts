import type { Value } from '@kindred/language'
import { EngineError } from '../../errors.ts'
import type { CustomerMerge } from '../../ports/warehouse-live.ts'
import type { CustomerPatch, EventRecord } from '../../records/customer-record.ts'
import type { LiveTransition } from '../../records/live.ts'
import { ByteReader } from '../bytes/byte-reader.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'
import { readValueBytes, writeValue } from '../bytes/value-bytes.ts'
import { readTransition, writeTransition } from './transition-bytes.ts'

const WHAT = 'an entry of the outbox'
const kinds = ['event', 'customer', 'transition', 'merge', 'unmerge'] as const
/** The first held one entry a row. */
const [ONE, SEVERAL] = [1, 2]

/** What the warehouse has yet to be told. */
export type OutboxEntry =
  | { readonly kind: 'event'; readonly acceptedAt: number; readonly event: EventRecord }
  | { readonly kind: 'customer'; readonly acceptedAt: number; readonly patch: CustomerPatch }
  | { readonly kind: 'transition'; readonly acceptedAt: number; readonly transition: LiveTransition }
  | { readonly kind: 'merge' | 'unmerge'; readonly acceptedAt: number; readonly merge: CustomerMerge }

/** Merges are no part of a stretch: each goes alone, between what came before and what after. */
export function isMerge({ kind }: OutboxEntry): boolean {
  return kind === 'merge' || kind === 'unmerge'
}

/** Entries in one row of the outbox. */
const MOST = 256

/** Entries as they are put into rows, in their order; a merge has a row of its own. */
export function outboxRows(entries: readonly OutboxEntry[]): readonly (readonly OutboxEntry[])[] {
  const rows: OutboxEntry[][] = []
  let row: OutboxEntry[] = []
  for (const entry of entries) {
    const [first] = row
    if (first === undefined || row.length === MOST || isMerge(entry) || isMerge(first)) {
      row = []
      rows.push(row)
    }
    row.push(entry)
  }
  return rows
}

/** @param entries - At least one, all accepted at one instant. */
export function encodeOutboxRow(entries: readonly OutboxEntry[]): Uint8Array {
  const writer = new ByteWriter()
  writer.byte(SEVERAL)
  writer.byte(entries.some(({ kind }) => kind !== 'transition') ? 1 : 0)
  writer.whole(entries[0]?.acceptedAt ?? 0)
  writer.count(entries.length)
  for (const entry of entries) {
    writer.byte(kinds.indexOf(entry.kind))
    if (entry.kind === 'event') writeEvent(writer, entry.event)
    else if (entry.kind === 'customer') writePatch(writer, entry.patch)
    else if (entry.kind === 'transition') writeTransition(writer, entry.transition)
    else writeMerge(writer, entry.merge)
  }
  return writer.finish()
}

/**
 * The entries of a row.
 *
 * @param given - `said`: nothing of a row that holds moves alone.
 * @throws EngineError `profile_format_newer`, `profile_not_readable`
 */
export function decodeOutboxRow(bytes: Uint8Array, given: 'all' | 'said' = 'all'): readonly OutboxEntry[] {
  const reader = new ByteReader(bytes, WHAT)
  const format = reader.byte()
  if (format === ONE) return [readOne(reader)]
  if (format !== SEVERAL)
    throw new EngineError('profile_format_newer', { what: WHAT, format, known: SEVERAL })
  const isSaid = reader.byte() === 1
  if (given === 'said' && !isSaid) return []
  const acceptedAt = reader.whole()
  const entries: OutboxEntry[] = []
  for (let left = reader.size(); left > 0; left -= 1)
    entries.push(readEntry(reader, kinds[reader.byte()], acceptedAt))
  if (entries.length === 0) throw reader.unfit()
  reader.end()
  return entries
}

function readOne(reader: ByteReader): OutboxEntry {
  const kind = kinds[reader.byte()]
  const entry = readEntry(reader, kind, reader.whole())
  reader.end()
  return entry
}

function readEntry(
  reader: ByteReader,
  kind: OutboxEntry['kind'] | undefined,
  acceptedAt: number,
): OutboxEntry {
  if (kind === 'event') return { kind, acceptedAt, event: readEvent(reader) }
  if (kind === 'customer') return { kind, acceptedAt, patch: readPatch(reader) }
  if (kind === 'transition') return { kind, acceptedAt, transition: readTransition(reader) }
  if (kind !== undefined) return { kind, acceptedAt, merge: readMerge(reader) }
  throw reader.unfit()
}

function writeEvent(writer: ByteWriter, { id, customer, event, at, properties }: EventRecord): void {
  for (const text of [id, customer, event]) writer.text(text)
  writer.whole(at)
  writeValues(writer, properties)
}

function readEvent(reader: ByteReader): EventRecord {
  const [id, customer, event] = [reader.text(), reader.text(), reader.text()]
  const at = reader.whole()
  const properties = new Map<string, Value>()
  for (const [name, value] of readValues(reader)) if (value !== undefined) properties.set(name, value)
  return { id, customer, event, at, properties }
}

function writePatch(writer: ByteWriter, { id, since, attributes }: CustomerPatch): void {
  writer.text(id)
  writer.whole(since)
  writeValues(writer, attributes)
}

function readPatch(reader: ByteReader): CustomerPatch {
  return { id: reader.text(), since: reader.whole(), attributes: readValues(reader) }
}

function writeMerge(writer: ByteWriter, { id, from, into, at }: CustomerMerge): void {
  for (const text of [id, from, into]) writer.text(text)
  writer.whole(at)
}

function readMerge(reader: ByteReader): CustomerMerge {
  return { id: reader.text(), from: reader.text(), into: reader.text(), at: reader.whole() }
}

function writeValues(writer: ByteWriter, values: ReadonlyMap<string, Value | undefined>): void {
  writer.count(values.size)
  for (const [name, value] of values) {
    writer.text(name)
    writeValue(writer, value)
  }
}

function readValues(reader: ByteReader): ReadonlyMap<string, Value | undefined> {
  const values = new Map<string, Value | undefined>()
  for (let left = reader.size(); left > 0; left -= 1) values.set(reader.text(), readValueBytes(reader))
  return values
}
