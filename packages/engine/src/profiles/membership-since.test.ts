import { describe, expect, it } from 'vitest'
import type { Transition } from '../records/refresh.ts'
import { membershipSince } from './membership-since.ts'

const move = (
  at: number,
  to: string,
  definition = 'vip',
  kind: Transition['kind'] = 'segment',
): Transition => ({
  refresh: at,
  at,
  kind,
  definition,
  customer: 'anna',
  from: '',
  to,
  cause: 'data',
})

describe('membership since', () => {
  it('is the last move, if it led to where she is', () => {
    expect(membershipSince([move(3, 'in'), move(2, 'out'), move(1, 'in')], 'segment', 'vip', 'in')).toEqual({
      at: 3,
      cause: 'data',
    })
  })

  it('is unknown when her last move led elsewhere, or none was recorded', () => {
    expect(membershipSince([move(2, 'out'), move(1, 'in')], 'segment', 'vip', 'in')).toBeUndefined()
    expect(membershipSince([], 'segment', 'vip', 'in')).toBeUndefined()
  })

  it('does not take a segmentation for a segment of the same name', () => {
    const moves = [move(3, 'in', 'vip', 'segmentation'), move(1, 'in')]
    expect(membershipSince(moves, 'segment', 'vip', 'in')?.at).toBe(1)
  })
})
