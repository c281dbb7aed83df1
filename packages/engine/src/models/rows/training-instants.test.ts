import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastHistory, trainingInstants } from './training-instants.ts'

const DAY = 86_400_000

test('what is learned from was over when what is judged by began', () => {
  const found = trainingInstants({
    first: 0,
    last: 40 * DAY,
    ahead: 10 * DAY,
    count: 2,
    every: 5 * DAY,
  })
  expect(found).toEqual({ learn: [15 * DAY, 20 * DAY], judge: 30 * DAY, missing: 0 })
})

test('instants before the first event are left out and counted', () => {
  const found = trainingInstants({ first: 0, last: 21 * DAY, ahead: 10 * DAY, count: 4, every: DAY })
  expect(found).toEqual({ learn: [DAY], judge: 11 * DAY, missing: 3 })
})

test('too little history gives nothing; exactly enough gives one', () => {
  const question = { first: 0, ahead: 10 * DAY, count: 3, every: DAY }
  expect(trainingInstants({ ...question, last: leastHistory(10 * DAY) - 1 })).toBeUndefined()
  expect(trainingInstants({ ...question, last: leastHistory(10 * DAY) })?.learn).toEqual([DAY])
})

test('nothing that came after the judged instant is ever learned from', () => {
  const stretch = fc.integer({ min: 1, max: 400 }).map(days => days * DAY)
  fc.assert(
    fc.property(stretch, stretch, stretch, fc.integer({ min: 1, max: 36 }), (last, ahead, every, count) => {
      const found = trainingInstants({ first: 0, last, ahead, count, every })
      if (found === undefined) {
        expect(last).toBeLessThan(leastHistory(ahead))
        return
      }
      expect(found.judge + ahead).toBe(last)
      expect(found.learn.length + found.missing).toBe(count)
      for (const at of found.learn) {
        expect(at + ahead).toBeLessThanOrEqual(found.judge)
        expect(at).toBeGreaterThanOrEqual(DAY)
      }
    }),
  )
})
