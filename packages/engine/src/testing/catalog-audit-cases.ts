import { expect, test } from 'vitest'
import { brokenAt } from '../access/audit-chain.ts'
import type { AuditLog } from '../ports/catalog-access.ts'
import type { AuditEvent } from '../records/audit-entry.ts'

const event: AuditEvent = {
  at: 100,
  actor: { kind: 'user', id: 'u1', name: 'anna' },
  action: 'apply',
  targets: ['definition:vip', 'definition:l\'été "100%" {}\\'],
  outcome: 'done',
  code: undefined,
  count: 1,
}

const look: AuditEvent = {
  ...event,
  at: 200,
  actor: { kind: 'key', id: 'k1', name: 'Call centre' },
  action: 'customerNow',
  targets: ['customer:3f2a'],
  outcome: 'refused',
  code: 'permission_missing',
  count: 12,
}

/** The audit log, in every catalog. */
export function auditCases(log: () => AuditLog): void {
  test('what was done is kept whole, numbered without gaps, newest first', async () => {
    expect(await log().list({ limit: 9 })).toEqual([])
    await log().append([])
    await log().append([event, look])
    await log().append([{ ...event, at: 300, targets: [] }])
    const [third, second, first] = await log().list({ limit: 9 })
    expect(first).toMatchObject({ ...event, number: 1 })
    expect(second).toMatchObject({ ...look, number: 2 })
    expect(third).toMatchObject({ number: 3, targets: [] })
    expect(await log().after(1, 1)).toEqual([second])
  })

  test('it is searched by who, what, target and time, and read page by page', async () => {
    const numbers = async (query: object) =>
      (await log().list({ limit: 9, ...query })).map(({ number }) => number)
    expect(await numbers({ who: 'u1' })).toEqual([3, 1])
    expect(await numbers({ who: 'Call centre' })).toEqual([2])
    expect(await numbers({ what: 'customerNow' })).toEqual([2])
    expect(await numbers({ target: 'customer:3f2a' })).toEqual([2])
    expect(await numbers({ target: event.targets[1] })).toEqual([1])
    expect(await numbers({ target: 'customer:%' })).toEqual([])
    expect(await numbers({ from: 200, to: 300 })).toEqual([3, 2])
    expect(await numbers({ before: 3, limit: 1 })).toEqual([2])
    expect(await numbers({ who: 'u1', what: 'apply', from: 101 })).toEqual([3])
  })

  test('many who write at once leave one chain without gaps', async () => {
    const batches = Array.from({ length: 8 }, (_, index) => [
      { ...look, at: 400 + index },
      { ...event, at: 400 + index },
    ])
    await Promise.all(batches.map(batch => log().append(batch)))
    const all = await log().after(0, 100)
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, index) => index + 1))
    expect(brokenAt(undefined, all)).toBeUndefined()
    expect(brokenAt(all[4], all.slice(5))).toBeUndefined()
  })

  test('an entry that was changed, dropped or moved is found by its number', async () => {
    const all = [...(await log().after(0, 100))]
    const [first, second, third] = all
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few entries')
    expect(brokenAt(undefined, [first, { ...second, outcome: 'done' }, third])).toBe(2)
    expect(brokenAt(undefined, [first, third])).toBe(3)
    expect(brokenAt(undefined, [second, first, third])).toBe(2)
  })
}
