import { describe, expect, it } from 'vitest'
import type { DefinitionResult, Refresh } from '../records/refresh.ts'
import { withFailures } from './refresh-results.ts'

const failure = { code: 'evaluation_failed', says: 'It failed.', remedy: 'Mend it.' }
const failed = [{ kind: 'segment' as const, id: 'vip', failure }]
const result: DefinitionResult = { kind: 'segment', id: 'vip', size: 3, entered: 0, left: 0 }
const previous: Refresh = {
  id: 7,
  asOf: 0,
  definitionsVersion: 1,
  startedAt: 0,
  publishedAt: 1,
  state: 'published',
  batch: 1,
  customers: 9,
  layout: { segments: ['vip'], segmentations: [] },
  results: [result],
  cutoffs: {},
}

describe('results with failures', () => {
  it('name the refresh a carried result is of, through any number of carryings', () => {
    const [once] = withFailures([result], failed, previous)
    expect(once).toEqual({ ...result, failure, servedFrom: 7 })
    const [twice] = withFailures([result], failed, { ...previous, id: 8, results: once ? [once] : [] })
    expect(twice).toMatchObject({ servedFrom: 7 })
  })

  it('show a failure alone where nothing was carried', () => {
    expect(withFailures([], failed, undefined)).toEqual([{ ...result, size: 0, failure }])
  })

  it('leave sound results as they are, a segmentation of the same name included', () => {
    const namesake: DefinitionResult = { ...result, kind: 'segmentation', class: 'top' }
    expect(withFailures([namesake], failed, previous)[0]).toEqual(namesake)
  })
})
