import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cycles, type References, reachable, reversed, topologicalOrder } from './reference-graph.ts'

/** Up to nine keys that refer to one another, and to keys that are not there, at random. */
const graphs = fc
  .array(fc.uniqueArray(fc.nat(10), { maxLength: 3 }), { minLength: 1, maxLength: 9 })
  .map((rows): References => new Map(rows.map((to, from) => [`k${from}`, to.map(each => `k${each}`)])))

const standsOnItself = (key: string, references: References): boolean =>
  (references.get(key) ?? []).some(next => next === key || reachable(next, references).includes(key))

test('the order has every key once, each after those it refers to, circles apart', () => {
  fc.assert(
    fc.property(graphs, references => {
      const order = topologicalOrder(references)
      expect([...order].sort()).toEqual([...references.keys()].sort())
      for (const [key, to] of references)
        for (const each of to.filter(other => references.has(other) && !standsOnItself(other, references)))
          expect(order.indexOf(each)).toBeLessThan(order.indexOf(key))
    }),
  )
})

test('exactly what stands on itself has a cycle, and its path is one that is there', () => {
  fc.assert(
    fc.property(graphs, references => {
      const found = cycles(references)
      expect([...found.keys()].sort()).toEqual(
        [...references.keys()].filter(key => standsOnItself(key, references)).sort(),
      )
      for (const [key, path] of found) {
        expect([path[0], path.at(-1)]).toEqual([key, key])
        for (const [index, step] of path.slice(0, -1).entries())
          expect(references.get(step)).toContain(path[index + 1])
      }
    }),
  )
})

test('what is above is what is below, seen from the other end', () => {
  fc.assert(
    fc.property(graphs, references => {
      const back = reversed(references)
      for (const key of references.keys())
        for (const below of reachable(key, references)) expect(reachable(below, back)).toContain(key)
    }),
  )
})
