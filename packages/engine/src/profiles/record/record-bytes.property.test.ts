import type { Value } from '@kindred/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeRecord } from './decode-record.ts'
import { encodeRecord, RECORD_FORMAT } from './encode-record.ts'
import type { LiveRecord } from './live-record.ts'
import { changedSince } from './packed-since.ts'

const instant = fc.integer({ min: -2_208_988_800_000, max: 10_413_791_999_999 })
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '\u0000', "'", '😀', 'é'.repeat(400)),
)
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter(number => !Object.is(number, -0)),
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 53n, max: 10n ** 36n }),
  text,
  fc.record({ latitude: fc.constantFrom(-90, 0.1, 50.08), longitude: fc.constantFrom(-180, 14.43) }),
  fc.array(text),
)
const said = fc.option(value, { nil: undefined })
const since = fc.record({
  at: instant,
  cause: fc.constantFrom('data' as const, 'clock' as const, 'definition' as const, 'merge' as const),
})
const record: fc.Arbitrary<LiveRecord> = fc.record({
  id: text,
  program: fc.nat(),
  fill: fc.nat(),
  knownSince: fc.oneof(fc.constant(0), instant),
  asOf: instant,
  newsAt: instant,
  timer: fc.option(instant, { nil: undefined }),
  newestEventAt: fc.option(instant, { nil: undefined }),
  attributes: fc
    .array(fc.tuple(text, fc.record({ since: instant, value: said })))
    .map(entries => new Map(entries)),
  pending: fc.array(
    fc.record({
      since: instant,
      attributes: fc.array(fc.tuple(text, said)).map(entries => new Map(entries)),
    }),
  ),
  head: fc.uint8Array(),
  standing: fc.record({
    mask: fc.uint32Array({ maxLength: 4 }),
    classes: fc.uint16Array({ maxLength: 4 }),
    since: fc
      .array(
        fc.tuple(
          fc.nat(300),
          fc.oneof(
            since,
            fc.tuple(since, text).map(([each, event]) => ({ ...each, event })),
          ),
        ),
      )
      .map(entries => new Map(entries)),
  }),
  mergedInto: fc.option(text, { nil: undefined }),
  contacts: fc.option(fc.uint8Array(), { nil: undefined }),
})

const changes = fc
  .array(fc.tuple(fc.nat(300), fc.option(since, { nil: undefined })))
  .map(entries => new Map(entries))

/** A record whose `since` is read to its end. */
function read(bytes: Uint8Array): LiveRecord {
  const { standing, ...rest } = decodeRecord(bytes)
  return { ...rest, standing: { ...standing, since: new Map(standing.since) } }
}

describe('the bytes of a record', () => {
  test('give the record back, wherever in other bytes they lie', () => {
    fc.assert(
      fc.property(record, fc.nat(9), (given, offset) => {
        const bytes = encodeRecord(given)
        const around = Buffer.concat([Buffer.alloc(offset, 7), bytes, Buffer.from([1, 2])])
        expect(read(around.subarray(offset, offset + bytes.length))).toEqual(given)
      }),
    )
  })

  test('are the same when since when she is where she is was changed packed or not, in one go or in two', () => {
    fc.assert(
      fc.property(record, changes, changes, (given, first, second) => {
        const { since } = given.standing
        const wanted = changedSince(changedSince(since, first), second)
        const packed = decodeRecord(encodeRecord(given))
        const changed = changedSince(changedSince(packed.standing.since, first), second)
        expect(new Map(changed)).toEqual(wanted)
        const standing = { ...packed.standing, since: changed }
        expect(read(encodeRecord({ ...packed, standing })).standing.since).toEqual(wanted)
      }),
    )
  })

  test('are refused by name when some are missing or left over', () => {
    fc.assert(
      fc.property(record, fc.nat(), (given, cut) => {
        const bytes = encodeRecord(given)
        const unreadable = expect.objectContaining({ code: 'profile_not_readable' })
        expect(() => decodeRecord(bytes.subarray(0, cut % bytes.length))).toThrow(unreadable)
        expect(() => decodeRecord(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(unreadable)
      }),
    )
  })

  test('have her history where numbers of 64 bits can be read', () => {
    fc.assert(
      fc.property(record, given => {
        const bytes = encodeRecord(given)
        expect((bytes.length - given.head.length) % 8).toBe(0)
        expect(decodeRecord(bytes).head.byteOffset % 8).toBe(0)
      }),
    )
  })

  test('of the format before that are read', () => {
    const written =
      '020104616e6e61030200000080909282e7330098889282e73300e0e49582e7330105010101020007010107636f756e74727900050602435a00050102030405'
    const { id, timer, head, attributes } = decodeRecord(Buffer.from(written, 'hex'))
    expect({ id, timer, head: [...head] }).toEqual({
      id: 'anna',
      timer: 1_780_000_060_000,
      head: [1, 2, 3, 4, 5],
    })
    expect(attributes).toEqual(new Map([['country', { since: 5, value: 'CZ' }]]))
  })

  test('of a format to come are refused as such', () => {
    const newer = Buffer.from([RECORD_FORMAT + 1, 0, 0])
    expect(() => decodeRecord(newer)).toThrow(
      expect.objectContaining({
        code: 'profile_format_newer',
        details: { what: "a customer's record", format: RECORD_FORMAT + 1, known: RECORD_FORMAT },
      }),
    )
  })
})
