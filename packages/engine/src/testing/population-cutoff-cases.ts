import type { Rfm, Tiers } from '@kindred/language'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  bought,
  collected,
  condition,
  contextAt,
  customer,
  populationSchema,
  rfm,
  tiers,
} from './population-words.ts'
import type { WarehouseOfPopulation } from './warehouse-population-suite.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const day = 86_400_000

/** What each of ten spent, in euros; two have never bought, and of two others nothing is known. */
const spent = [500, 300, 300, 300, 100, 50, 50, 0.0001, 0, 0]

/** Where the population is cut, ties included. */
export function cutoffCases(open: () => Promise<WarehouseOfPopulation>): void {
  describe('cut-offs', () => {
    let warehouse: WarehouseOfPopulation
    beforeAll(async () => {
      warehouse = await open()
      await warehouse.declare(populationSchema)
      const ids = spent.map((_, index) => `c${index}`)
      await warehouse.append({
        customers: [
          ...ids.map((id, index) =>
            customer(id, 0, { score: index < 8 ? (spent[index] ?? 0) - 60 : undefined }),
          ),
          customer('debtor', 0, { score: -0 }),
        ],
        events: spent.flatMap((euros, index) =>
          euros === 0 ? [] : [bought(`e${index}`, `c${index}`, noon - (index + 1) * day, euros)],
        ),
      })
    })
    const cuts = async (...of: (Tiers | Rfm)[]) => {
      const found = await warehouse.cutoffs(contextAt(noon), of)
      return of.map(({ id }) => found.get(id))
    }

    test('quantiles of everybody whose value is known; the best share is rounded up, ties share the better class', async () => {
      const money = tiers('money', 'sum(purchase.amount)', 'quantile', { a: 0.05, b: 0.2, c: 0.55, d: 1 })
      // Eleven customers: 0.55 is one, 2.2 is three, 6.05 is seven, 11 are all.
      expect(await cuts(money)).toEqual([[[5_000_000, 3_000_000, 500_000, 0]]])
      const number = tiers('number', 'score', 'quantile', { a: 0.2, b: 0.7, c: 1 })
      // Nine are known: 440, 240, 240, 240, 40, 0, −10, −10, −59.9999.
      expect(await cuts(number)).toEqual([[[240, -10, -59.9999]]])
    })

    test('so many of the best, all of them where there are fewer, ties sharing the better rank', async () => {
      const money = tiers('money', 'sum(purchase.amount)', 'count', { a: 1, b: 2, c: 4, d: 8, e: 1_000 })
      expect(await cuts(money)).toEqual([[[5_000_000, 3_000_000, 3_000_000, 1, 0]]])
      expect(await cuts(tiers('nobody', 'limit', 'count', { a: 3 }))).toEqual([[[]]])
    })

    test('conditions on the rank hold for those they were cut for', async () => {
      const members = async (text: string) => {
        const when = condition(text)
        if (when.kind !== 'ranked') throw new Error(`${text} is no condition on a rank.`)
        const cutoffs = await warehouse.cutoffs(contextAt(noon), [when.cut])
        const rows = await collected(
          warehouse.rows({ context: contextAt(noon, cutoffs), columns: new Map(), where: when }),
        )
        return rows.map(({ customer: id }) => id)
      }
      expect(await members('top 20% by sum(purchase.amount)')).toEqual(['c0', 'c1', 'c2', 'c3'])
      expect(await members('top 1 by sum(purchase.amount)')).toEqual(['c0'])
      expect(await members('rank(sum(purchase.amount)) = 2')).toEqual(['c1', 'c2', 'c3'])
      expect(await members('rank(sum(purchase.amount)) = 3')).toEqual([])
      expect(await members('rank(sum(purchase.amount)) > 5')).toEqual([
        'c5',
        'c6',
        'c7',
        'c8',
        'c9',
        'debtor',
      ])
      // Nine have a score; the worst is 0.0001 − 60. Of c8 and c9 nothing is known.
      expect(await members('top 1 by -score')).toEqual(['c7'])
      expect(await members('quartile(score) = 4')).toEqual(['c0', 'c1', 'c2', 'c3'])
      expect(await members('quartile(score) = 1')).toEqual(['c7'])
      expect(await members('top 50% by limit')).toEqual([])
    })

    test('the customers who together make a share of the sum', async () => {
      const share = tiers('share', 'sum(purchase.amount)', 'cumulative_share', {
        a: 0.3,
        b: 0.5,
        c: 0.8,
        d: 1,
      })
      // The sum is 1,600.0001: 480, 800, 1,280 and all of it.
      expect(await cuts(share)).toEqual([[[5_000_000, 3_000_000, 3_000_000, 1]]])
      const scores = tiers('scores', 'score', 'cumulative_share', { a: 0.9, b: 1 })
      expect(await cuts(scores)).toEqual([[[240, 40]]])
    })

    test('RFM: recency the lower the better, of those for whom all three are known', async () => {
      expect(await cuts(rfm('rfm', 4, []))).toEqual([
        [
          [2, 4, 6],
          [1, 1, 1],
          [3_000_000, 3_000_000, 500_000],
        ],
      ])
    })

    test('several at once, and nobody to rank', async () => {
      const nobody = tiers('nobody', 'limit', 'quantile', { a: 0.2 })
      const nothing = tiers('nothing', 'sum(purchase.amount, 1h)', 'cumulative_share', { a: 0.8 })
      const one = tiers('one', 'score', 'quantile', { a: 0.01 })
      expect(await cuts(nobody, nothing, one)).toEqual([[[]], [[]], [[440]]])
      const early = await warehouse.cutoffs(contextAt(-1), [rfm('rfm', 3, [])])
      expect(early.get('rfm')).toEqual([[], [], []])
      expect(await warehouse.cutoffs(contextAt(noon), [])).toEqual(new Map())
    })

    test('classes by the cut-offs found: everybody is in one, equal values in the same', async () => {
      const of = tiers('money', 'sum(purchase.amount)', 'quantile', { gold: 0.2, silver: 0.55 })
      const cutoffs = await warehouse.cutoffs(contextAt(noon), [of])
      const side = { context: contextAt(noon, cutoffs), segmentation: of }
      const cells = await warehouse.migration({ from: side, to: side })
      expect(cells).toEqual([
        { from: 'gold', to: 'gold', customers: 4 },
        { from: 'silver', to: 'silver', customers: 3 },
        { from: 'rest', to: 'rest', customers: 4 },
      ])
    })
  })
}
