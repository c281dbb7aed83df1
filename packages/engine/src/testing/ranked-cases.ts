import { describe, expect, test } from 'vitest'
import type { RankedQuery } from '../ports/warehouse.ts'
import { checkedText, condition, contextAt } from './population-words.ts'
import type { WarehouseOfPopulation } from './warehouse-population-suite.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const now = contextAt(noon)
const odd = 'o\'neill`\\ "😀%_'

/** Pages in order of a value: of the customers of the suite's queries, whose lower ids are not those of more. */
export function rankedCases(warehouse: () => WarehouseOfPopulation): void {
  const page = async (query: Partial<RankedQuery>) => {
    const usual = { context: now, descending: false, columns: new Map(), limit: 10 }
    return (await warehouse().ranked({ ...usual, ...query }))?.map(({ customer }) => customer)
  }
  /** Page after page, to the end. */
  const pages = async (query: Partial<RankedQuery>) => {
    const all: string[] = []
    for (let end = false; !end; ) {
      const after = all.at(-1)
      const next = await page({ ...query, ...(after === undefined ? {} : { after }) })
      all.push(...(next ?? []))
      end = (next ?? []).length === 0
    }
    return all
  }

  describe('ranked', () => {
    test.each([
      ['money', 'sum(purchase.amount)', ['cyril', 'dana', odd, 'emil', 'anna', 'berta']],
      ['a number that some do not have', 'score', [odd, 'anna', 'berta', 'cyril', 'dana', 'emil']],
      ['a number below 0', '0 - count(purchase)', ['anna', 'emil', 'berta', 'cyril', 'dana', odd]],
      ['text', 'country', ['anna', odd, 'berta', 'emil', 'cyril', 'dana']],
      ['an instant', 'last(purchase)', ['berta', 'emil', 'anna', 'cyril', 'dana', odd]],
      ['yes and no', 'did(purchase, 30d)', ['berta', 'cyril', 'dana', odd, 'anna', 'emil']],
    ])('by %s: unknown last, of equals the lower id first, the same in pages', async (_, text, ids) => {
      const by = checkedText(text)
      expect(await page({ by })).toEqual(ids)
      expect(await pages({ by, limit: 2 })).toEqual(ids)
    })

    test.each([
      ['money', 'sum(purchase.amount)', ['berta', 'anna', 'emil', 'cyril', 'dana', odd]],
      ['a number that some do not have', 'score', [odd, 'anna', 'berta', 'cyril', 'dana', 'emil']],
      ['text', 'country', ['berta', 'emil', 'anna', odd, 'cyril', 'dana']],
      ['an instant', 'last(purchase)', ['anna', 'emil', 'berta', 'cyril', 'dana', odd]],
    ])('by %s, the largest first: unknown last all the same', async (_, text, ids) => {
      const query = { by: checkedText(text), descending: true }
      expect(await page(query)).toEqual(ids)
      expect(await pages({ ...query, limit: 3 })).toEqual(ids)
    })

    test('by id, either way', async () => {
      const ids = ['anna', 'berta', 'cyril', 'dana', 'emil', odd]
      expect(await pages({ limit: 4 })).toEqual(ids)
      expect(await pages({ limit: 4, descending: true })).toEqual(ids.toReversed())
    })

    test('of those for whom a condition holds, with values as the closure gives them', async () => {
      const columns = new Map([
        ['ranked_by', checkedText('country')],
        ['place', checkedText('last(purchase)')],
      ])
      const by = checkedText('sum(purchase.amount)')
      const query = { context: now, by, descending: true, where: condition('country = "SK"'), columns }
      expect(await warehouse().ranked({ ...query, limit: 1 })).toEqual([
        { customer: 'berta', values: ['SK', noon - 100 * 86_400_000] },
      ])
      // Whom the page begins after need not be one of them.
      expect(await page({ ...query, after: 'anna' })).toEqual(['emil'])
      expect(await page({ ...query, limit: 0 })).toEqual([])
    })

    test('after somebody who is not known there is no page', async () => {
      expect(await page({ by: checkedText('score'), after: 'nobody' })).toBeUndefined()
      expect(await page({ after: 'dana', context: contextAt(noon - 20 * 86_400_000) })).toBeUndefined()
    })
  })
}
