import { expect, it } from 'vitest'
import { shareTold } from './share-told.ts'

it('tells parts that go on at the same time as one, each by its share', () => {
  const told: number[] = []
  const [small, large] = shareTold([0.25, 0.75], (done, of) => told.push(done / of))
  small?.progress(1, 2)
  large?.progress(1, 3)
  small?.progress(2, 2)
  large?.progress(3, 3)
  expect(told).toEqual([0.125, 0.375, 0.5, 1])
})
