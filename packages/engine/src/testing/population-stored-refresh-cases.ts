import { expect, test } from 'vitest'
import { day, idsIn, inWords, movesOf, noon, type Open, refreshed, sizesOf } from './population-refreshing.ts'
import { checkedText, collected, contextAt } from './population-words.ts'

/** Refreshes side by side: of an earlier instant, run again, dropped, read in pages, and what moved. */
export function storedRefreshes(warehouse: Open): void {
  test('one of an earlier instant leaves the present and the history as they are', async () => {
    const present = await refreshed(warehouse(), { id: 1, asOf: noon })
    const past = await refreshed(warehouse(), {
      id: 2,
      asOf: noon - 10 * day,
      change: { recordTransitions: false },
    })
    expect(past.outcome.results.map(({ entered, left }) => entered + left)).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(await idsIn(warehouse(), past, 'buyers')).toEqual(['berta'])
    expect(await idsIn(warehouse(), present, 'buyers')).toEqual(['anna', 'berta'])
    expect((await movesOf(warehouse(), 2)).length).toBe(0)
    expect((await movesOf(warehouse(), 1)).length).toBe(9)
  })

  test('the same refresh run again gives the same, once', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const one = await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    const again = await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    expect(again.outcome).toEqual(one.outcome)
    expect((await movesOf(warehouse(), 2)).length).toBe(3)
    expect(await idsIn(warehouse(), again, 'idle')).toEqual(['berta', 'cyril', 'dana'])
  })

  test('one that was broken off half-way can be run again, and nothing of the first try is left', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const previous = { id: 1, asOf: noon, batch: first.outcome.batch, layout: first.outcome.layout }
    const request = { ...first.request, id: 2, context: contextAt(noon - 60 * day), previous }
    const broken = warehouse().refresh(request, done => {
      if (done > 0) throw new RangeError('broken off')
    })
    await expect(broken).rejects.toThrow('broken off')
    const again = await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    expect(sizesOf(again).slice(0, 2)).toEqual(['buyers 1 1000000 +0 -1', 'idle 3 370000 +1 -0'])
    expect((await movesOf(warehouse(), 2)).length).toBe(3)
  })

  test('a dropped refresh is gone, the others stay; dropping what is not there does nothing', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const second = await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    await warehouse().dropRefresh(2)
    await warehouse().dropRefresh(77)
    expect(await idsIn(warehouse(), second, 'idle')).toEqual([])
    expect(await movesOf(warehouse(), 2)).toEqual([])
    expect((await movesOf(warehouse(), 1)).length).toBe(9)
    expect(await idsIn(warehouse(), first, 'idle')).toEqual(['cyril', 'dana'])
  })

  test('memberships of refreshes that are not kept go, their moves stay', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const second = await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    await warehouse().keepRefreshes([2])
    expect(await idsIn(warehouse(), first, 'idle')).toEqual([])
    expect(await idsIn(warehouse(), second, 'idle')).toEqual(['berta', 'cyril', 'dana'])
    expect((await movesOf(warehouse(), 1)).length).toBe(9)
  })

  test('members in pages, by segment or class; of what a refresh does not have there are none', async () => {
    const { outcome } = await refreshed(warehouse(), { id: 1, asOf: noon })
    const page = (more: object) =>
      collected(warehouse().members({ refresh: 1, layout: outcome.layout, ...more }))
    expect(await page({})).toEqual(['anna', 'berta', 'cyril', 'dana'])
    expect(await page({ limit: 2 })).toEqual(['anna', 'berta'])
    expect(await page({ after: 'anna', limit: 2 })).toEqual(['berta', 'cyril'])
    expect(await page({ segmentation: { id: 'lifecycle', class: 'active' } })).toEqual(['anna', 'berta'])
    expect(await page({ segmentation: { id: 'lifecycle', class: 'none' } })).toEqual([])
    expect(await page({ segment: 'none' })).toEqual([])
    expect(await page({ limit: 0 })).toEqual([])
  })

  test('members in order of a value, in pages, those who were stored and nobody else', async () => {
    const { outcome, request } = await refreshed(warehouse(), { id: 1, asOf: noon })
    const { context } = request
    const page = async (more: object, after?: string) => {
      const among = { refresh: 1, layout: outcome.layout, ...more }
      const by = checkedText('sum(purchase.amount)')
      const query = { context, by, descending: true, columns: new Map(), among, limit: 2 }
      const rows = await warehouse().ranked({ ...query, ...(after === undefined ? {} : { after }) })
      return rows?.map(({ customer }) => customer)
    }
    expect(await page({})).toEqual(['anna', 'berta'])
    expect(await page({}, 'berta')).toEqual(['dana', 'cyril'])
    expect(await page({ segment: 'idle' })).toEqual(['dana', 'cyril'])
    expect(await page({ segment: 'idle' }, 'dana')).toEqual(['cyril'])
    expect(await page({ segmentation: { id: 'lifecycle', class: 'active' } })).toEqual(['anna', 'berta'])
    expect(await page({ segmentation: { id: 'lifecycle', class: 'none' } })).toEqual([])
    expect(await page({ segment: 'none' })).toEqual([])
    expect(await page({ refresh: 9, segment: 'idle' })).toEqual([])
  })

  test('how segments overlap, counted by exactly which of them', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    const overlap = async (segments: readonly string[]) => {
      const cells = await warehouse().overlap({ refresh: 1, layout: first.outcome.layout, segments })
      return cells.map(({ segments: of, customers }) => `${of.join('&')} ${customers}`).sort()
    }
    expect(await overlap(['buyers', 'czech'])).toEqual([' 2', 'buyers 1', 'buyers&czech 1'])
    expect(await overlap(['czech', 'idle', 'buyers'])).toEqual(['buyers 1', 'czech&buyers 1', 'idle 2'])
    expect(await overlap(['none', 'czech'])).toEqual([' 3', 'czech 1'])
    const other = { refresh: 9, layout: first.outcome.layout, segments: ['buyers'] }
    expect(await warehouse().overlap(other)).toEqual([])
  })

  test('transitions by customer and definition, oldest or newest first, at most so many', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    const found = async (more: object) => collected(warehouse().transitions({ refreshes: [1, 2], ...more }))
    const berta = await found({ customer: 'berta', kind: 'segment' })
    expect(berta.map(inWords)).toEqual([
      'berta buyers out>in definition',
      'berta buyers in>out clock',
      'berta idle out>in clock',
    ])
    expect(berta[1]).toEqual({
      refresh: 2,
      at: noon + day,
      kind: 'segment',
      definition: 'buyers',
      customer: 'berta',
      from: 'in',
      to: 'out',
      cause: 'clock',
    })
    const newest = await found({ definition: 'lifecycle', kind: 'segmentation', descending: true, limit: 2 })
    expect(newest.map(inWords)).toEqual([
      'berta lifecycle active>out clock',
      'anna lifecycle >active definition',
    ])
    expect(await collected(warehouse().transitions({ refreshes: [] }))).toEqual([])
  })

  test('movement by calendar day of the zone, per class of a segmentation', async () => {
    const first = await refreshed(warehouse(), { id: 1, asOf: noon })
    await refreshed(warehouse(), { id: 2, asOf: noon + day, after: first })
    // The first of March 2026 is day 20,513. Of noon in Prague it is the same day in Kiritimati, fourteen hours ahead: the next.
    const movement = (kind: 'segment' | 'segmentation', definition: string, timezone: string) =>
      warehouse().movement({ kind, definition, refreshes: [1, 2], timezone })
    expect(await movement('segment', 'buyers', 'Europe/Prague')).toEqual([
      { day: 20_513, entered: 2, left: 0 },
      { day: 20_514, entered: 0, left: 1 },
    ])
    expect(await movement('segmentation', 'lifecycle', 'Pacific/Kiritimati')).toEqual([
      { day: 20_514, class: 'active', entered: 2, left: 0 },
      { day: 20_514, class: 'out', entered: 2, left: 0 },
      { day: 20_515, class: 'active', entered: 0, left: 1 },
      { day: 20_515, class: 'out', entered: 1, left: 0 },
    ])
  })
}
