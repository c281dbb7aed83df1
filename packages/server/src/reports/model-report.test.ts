import { expect, test } from 'vitest'
import { modelReport } from './model-report.ts'
import { hostile } from './testing/hostile-text.ts'
import { sampleModel } from './testing/sample-model.ts'
import { tagsOf } from './testing/tags-of.ts'

test('the page tells everything the card holds', () => {
  const page = modelReport(sampleModel())
  const texts = [
    'Leaves within 90 days',
    'never(purchase) in next 90d',
    '0.790 – 0.830',
    'guess 0.680',
    'As in the same stretch before',
    'Treating all of them brings 1,234.',
    'Number of visits',
    '50.0 %',
    'it gives the answer away',
    'the 60 seconds it was given were over',
    'too few',
    'Looks ahead',
    'The four groups of <bdi>letter</bdi>',
    '0.0080 (0.0010 – 0.0200)',
    'Rows are of 2 instants in place of 4.',
    '2025-11-02 00:00 UTC (1,000 rows)',
  ]
  for (const text of texts) expect(page).toContain(text)
})

test('an amount has neither a threshold nor a curve of yes and no', () => {
  const model = sampleModel()
  const { threshold: _, uplift: ___, ...card } = model.card
  const { roc: __, ...curves } = card.judged.curves
  const page = modelReport({
    ...model,
    answer: 'amount',
    card: { ...card, judged: { ...card.judged, curves } },
  })
  expect(page).toContain('An amount has no threshold.')
  expect(page).not.toContain('id="roc"')
})

test('no text becomes a tag, in however hostile a model', () => {
  const kind = new Set(tagsOf(modelReport(sampleModel())))
  expect([...new Set(tagsOf(modelReport(sampleModel(hostile))))].filter(name => !kind.has(name))).toEqual([])
})

test('the page asks for nothing from elsewhere and runs nothing', () => {
  const page = modelReport(sampleModel())
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\sstyle=|\son\w+=|https?:|url\(|@import/)
})
