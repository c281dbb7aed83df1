import { describe, expect, it } from 'vitest'
import { compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { shopDefinitions } from '../testing/shop-definitions.ts'
import { cutoffLayers, segmentationsRead } from './population-segmentations.ts'

const ranked = (by: string) => ({
  tiers: { by, method: 'quantile' as const, classes: [{ class: 'top', top: 0.5 }] },
  otherwise: 'rest',
})

const { segments, segmentations } = compileDefinitions({
  ...shopDefinitions,
  features: {
    ...shopDefinitions.features,
    top_spend: { is: 'if(tier = "top", spend, 0)' },
    shown_spend: { is: 'if(top 20% by spend, spend, 0)' },
  },
  segments: {
    best_of_best: { when: 'elite = "top" and tier = "top"' },
    plain: { when: 'did(visit)' },
    ranked: { when: 'rank(shown_spend) <= 10 or decile(top_spend) = 10' },
    same: { when: 'quintile(spend) = 5 and top 20% by spend' },
  },
  segmentations: {
    elite: ranked('top_spend'),
    tier: ranked('spend'),
    groups: { first_match: [{ class: 'best', when: 'in(best_of_best)' }], otherwise: 'others' },
  },
})
const idsOf = (reads: readonly object[]) => cutoffLayers(reads).map(layer => layer.map(({ id }) => id))

describe('layers of cut-offs', () => {
  it('put what is ranked by another ranking after it, through features, segments and rules', () => {
    expect(idsOf([segmentations.get('groups')?.of ?? {}])).toEqual([['tier'], ['elite']])
    expect(idsOf([segments.get('best_of_best')?.when ?? {}])).toEqual([['tier'], ['elite']])
  })

  it('hold the cuts of conditions on a rank, each once however it is written', () => {
    const layers = idsOf([segments.get('ranked')?.when ?? {}])
    expect(layers.map(layer => layer.map(id => id.split(' by ')[0]))).toEqual([
      ['quantile in 0.2, out', 'tier'],
      ['count in 10, out', 'quantile in 0.1, out'],
    ])
    expect(idsOf([segments.get('same')?.when ?? {}])).toEqual([layers[0]?.slice(0, 1)])
    expect([...segmentationsRead(segments.get('same')?.when ?? {})]).toEqual(layers[0]?.slice(0, 1))
  })

  it('have only what is read', () => {
    expect(idsOf([segments.get('plain')?.when ?? {}])).toEqual([])
    expect(idsOf([segmentations.get('tier')?.of ?? {}])).toEqual([['tier']])
    expect(idsOf([])).toEqual([])
  })

  it('know which segmentations a definition reads, itself excluded', () => {
    expect([...segmentationsRead(segmentations.get('elite')?.of ?? {})]).toEqual(['tier'])
    expect([...segmentationsRead(segments.get('best_of_best')?.when ?? {})].sort()).toEqual(['elite', 'tier'])
  })
})
