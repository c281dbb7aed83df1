import { describe, expect, it } from 'vitest'
import { migrationMatrix } from './migration-matrix.ts'

describe('migration matrix', () => {
  const cells = [
    { from: undefined, to: 'new', customers: 2, valueAfter: 10 },
    { from: 'lapsed', to: 'active', customers: 1, valueBefore: 5, valueAfter: 7 },
    { from: 'active', to: 'lapsed', customers: 0 },
    { from: 'active', to: 'active', customers: 4, valueBefore: 2 ** 53 - 1, valueAfter: 2 ** 53 - 1 },
  ]

  it('orders cells by class, the newly known last, and leaves out empty ones', () => {
    const matrix = migrationMatrix(['new', 'active', 'lapsed'], cells)
    expect(matrix.classes).toEqual(['new', 'active', 'lapsed'])
    expect(matrix.cells.map(({ from, to }) => `${from}→${to}`)).toEqual([
      'active→active',
      'lapsed→active',
      'undefined→new',
    ])
  })

  it('sums customers and value of both ends, exactly beyond what a number holds', () => {
    const matrix = migrationMatrix(['new', 'active', 'lapsed'], cells)
    expect(matrix.from).toEqual({ customers: 5, value: 9007199254740996n })
    expect(matrix.to).toEqual({ customers: 7, value: 9007199254741008n })
  })

  it('keeps a class that the definition no longer has', () => {
    expect(migrationMatrix(['a'], [{ from: 'gone', to: 'a', customers: 1 }]).classes).toEqual(['a', 'gone'])
  })
})
