import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findBroken } from './find-broken.ts'

describe('find broken', () => {
  it('finds exactly those that fail, each with its own error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(500)), fc.array(fc.nat(500)), async (items, broken) => {
        const tryAll = async (some: readonly number[]) => {
          for (const item of some) if (broken.includes(item)) throw new Error(`broken ${item}`)
        }
        const found = await findBroken(items, tryAll)
        expect(found.map(each => each.item)).toEqual(items.filter(item => broken.includes(item)))
        for (const { item, error } of found) expect(error).toEqual(new Error(`broken ${item}`))
      }),
    )
  })

  it('takes few tries to find one among many', async () => {
    let tries = 0
    await findBroken(
      Array.from({ length: 256 }, (_, index) => index),
      async some => {
        tries += 1
        if (some.includes(77)) throw new Error('broken')
      },
    )
    expect(tries).toBeLessThanOrEqual(2 * 8 + 1)
  })
})
