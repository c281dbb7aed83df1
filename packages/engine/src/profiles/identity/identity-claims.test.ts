import { expect, test } from 'vitest'
import type { LiveRecord } from '../record/live-record.ts'
import { newClaims } from './identity-claims.ts'

function claimsOf(value: string | number): number {
  const record: LiveRecord = {
    id: 'anna',
    program: 1,
    fill: 1,
    knownSince: 0,
    asOf: 0,
    newsAt: 0,
    timer: undefined,
    newestEventAt: undefined,
    attributes: new Map([['card', { since: 0, value }]]),
    pending: [],
    head: new Uint8Array(),
    standing: { mask: new Uint32Array(), classes: new Uint16Array(), since: new Map() },
    mergedInto: undefined,
    contacts: undefined,
  }
  const identifies = { blocked: ['7'], limit: 10 }
  return newClaims(undefined, record, { card: { type: 'text', identifies } }).length
}

test.each([
  'unknown',
  ' N/A ',
  'None',
  'null',
  'undefined',
  'NaN',
  '-',
  '?',
  '...',
  '0',
  '000-000',
  '',
  0,
  '7',
])('whoever has %j shares it with strangers', value => expect(claimsOf(value)).toBe(0))

test.each(['10', 'a', '+420 100', 'unknown@example.com', 'Ω', '٣', 1, -2])(
  '%j tells who somebody is',
  value => expect(claimsOf(value)).toBe(1),
)
