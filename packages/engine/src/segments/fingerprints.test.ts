import type { Checked } from '@kindred/language'
import { describe, expect, it } from 'vitest'
import { Fingerprints } from './fingerprints.ts'

const number = (value: number, column = 1): Checked => ({
  kind: 'literal',
  type: 'number',
  unknown: false,
  value,
  span: { line: 1, column, length: 1 },
})
const above = (left: Checked, right: Checked): Checked => ({
  kind: 'compare',
  type: 'boolean',
  unknown: false,
  operator: '>',
  left,
  right,
  span: { line: 1, column: 1, length: 5 },
})

describe('fingerprints', () => {
  it('are equal for the same meaning written in another place', () => {
    const fingerprints = new Fingerprints()
    expect(fingerprints.of(above(number(1, 1), number(2, 5)))).toBe(
      fingerprints.of(above(number(1, 3), number(2, 9))),
    )
  })

  it('differ when anything it stands on differs, and when sides are exchanged', () => {
    const fingerprints = new Fingerprints()
    const first = fingerprints.of(above(number(1), number(2)))
    expect(fingerprints.of(above(number(1), number(3)))).not.toBe(first)
    expect(fingerprints.of(above(number(2), number(1)))).not.toBe(first)
  })

  it('do not take text for a number, nor a list for its text', () => {
    const fingerprints = new Fingerprints()
    const shapes = [{ value: 1 }, { value: '1' }, { value: 1n }, { value: ['1'] }, { value: '#0' }]
    expect(new Set(shapes.map(shape => fingerprints.of(shape))).size).toBe(shapes.length)
  })

  it('look at a shared part once: a deep diamond takes no time', () => {
    let node = number(1)
    for (let depth = 0; depth < 60; depth += 1) node = above(node, node)
    expect(new Fingerprints().of(node)).toBeGreaterThan(0)
  })
})
