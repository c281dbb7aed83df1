import { expect, test } from 'vitest'
import { cohortsReport } from './cohorts-report.ts'
import { hostile } from './testing/hostile-text.ts'
import { sampleCohorts, sampleValues } from './testing/sample-value.ts'
import { tagsOf } from './testing/tags-of.ts'
import { valueReport } from './value-report.ts'

test('the page of values tells how much the best bring, how far ways agree, and who the best are', () => {
  const page = valueReport(sampleValues())
  const texts = [
    'Margin of the year',
    '10,000 EUR',
    '48.8 %',
    '42.0 %',
    '0.73',
    '61.5 %',
    'higher spend: 900 EUR against 40 EUR',
    'Nobody has this value: where it reads a model, train it.',
  ]
  for (const text of texts) expect(page).toContain(text)
  expect(page).not.toContain('5,000 EUR')
})

test('the page of cohorts tells every share, what was brought so far, and what was expected', () => {
  const page = cohortsReport(sampleCohorts())
  for (const text of ['350 customers', '45.0 %', '37.0 %', '2026-04-01 (200)', 'version 2', '501', '104 %'])
    expect(page).toContain(text)
  const { tracking: _, ...without } = sampleCohorts()
  expect(cohortsReport(without)).toContain('kindred cohorts --model NAME')
  expect(cohortsReport({ ...without, cohorts: [] })).toContain('Nobody had a first')
})

test('no text becomes a tag, however ways are called', () => {
  const kind = new Set(tagsOf(valueReport(sampleValues())))
  expect([...new Set(tagsOf(valueReport(sampleValues(hostile))))].filter(name => !kind.has(name))).toEqual([])
})

test('the pages ask for nothing from elsewhere and run nothing', () => {
  for (const page of [valueReport(sampleValues()), cohortsReport(sampleCohorts())])
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\sstyle=|\son\w+=|https?:|url\(|@import/)
})
