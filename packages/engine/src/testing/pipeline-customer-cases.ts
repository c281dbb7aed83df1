import { expect, test } from 'vitest'
import { explainCustomer } from '../pipeline/explain-customer.ts'
import type { Group } from '../pipeline/members.ts'
import { viewCustomer } from '../pipeline/view-customer.ts'
import { type PipelineWorld, segment, start } from './pipeline-world.ts'
import { shopDefinitions } from './shop-definitions.ts'

/** One customer: where she belongs, since when, and why. */
export function customerCases(world: PipelineWorld): void {
  test('a customer is shown with her features, where she belongs, since when and why', async () => {
    const { record, features, segments, segmentations } = await viewCustomer(world.ports(), {
      customer: 'anna',
    })
    expect(record.attributes.get('country')).toBe('CZ')
    expect(features.map(({ name, value }) => [name, value])).toEqual([
      ['spend', 12_000_000],
      ['spend_30d', 0],
    ])
    expect(segments.map(({ id }) => id)).toEqual(['big', 'czech', 'best_czech'])
    expect(segments.find(({ id }) => id === 'czech')?.since).toEqual({ at: start, cause: 'definition' })
    expect(segments[0]?.inWords).toContain('1,000 EUR')
    const lifecycle = segmentations.find(({ id }) => id === 'lifecycle')
    expect(lifecycle).toMatchObject({ class: 'lapsing', since: { cause: 'clock' } })
  })

  test('a membership is explained as of any instant, and so is what a non-member lacks', async () => {
    const then = { customer: 'bob', definition: 'buyers', asOf: start }
    const [was] = (await explainCustomer(world.ports(), then)).explanations
    expect(was?.kind === 'segment' && was.explanation).toMatchObject({ holds: true })
    const [is] = (await explainCustomer(world.ports(), { customer: 'bob', definition: 'buyers' }))
      .explanations
    expect(is?.kind === 'segment' && is.explanation.holds).toBe(false)
    expect(is?.kind === 'segment' && is.explanation.missing).toHaveLength(1)
    const tier = (await explainCustomer(world.ports(), { customer: 'bob', definition: 'tier' }))
      .explanations[0]
    expect(tier?.kind === 'segmentation' && tier.explanation).toMatchObject({ class: 'rest' })
    const nobody = explainCustomer(world.ports(), { customer: 'zoe', definition: 'tier' })
    await expect(nobody).rejects.toMatchObject({ code: 'customer_unknown' })
    const nothing = explainCustomer(world.ports(), { customer: 'bob', definition: 'tiers' })
    await expect(nothing).rejects.toMatchObject({
      code: 'definition_unknown',
      details: { nearest: 'tier' },
    })
  })

  test('every stored membership is the one that is explained', async () => {
    const { segments, segmentations } =
      (await world.stores.catalog.definitions.current())?.definitions ?? shopDefinitions
    for (const customer of ['anna', 'bob', 'carl', 'dora']) {
      const { explanations } = await explainCustomer(world.ports(), { customer })
      for (const each of explanations) {
        const name = each.kind === 'segmentation' ? each.explanation.class : undefined
        const group: Group =
          name === undefined ? segment(each.id) : { kind: 'segmentation', id: each.id, class: name }
        const isMember = each.kind === 'segmentation' || each.explanation.holds
        expect([each.id, (await world.ids(group)).includes(customer)]).toEqual([each.id, isMember])
      }
      expect(explanations).toHaveLength(Object.keys(segments).length + Object.keys(segmentations).length)
    }
  })
}
