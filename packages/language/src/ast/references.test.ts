import { describe, expect, test } from 'vitest'
import { compileText } from '../compile-text.ts'
import { parse } from '../parse/parse.ts'
import { testVocabulary } from '../testing/vocabulary.ts'
import { mentionedNames, referencesOf } from './references.ts'

function references(text: string, reach?: 'all' | 'direct') {
  const { checked } = compileText(text, testVocabulary)
  if (checked === undefined) throw new Error(`${text} is not in order.`)
  return referencesOf(checked, reach)
}

describe('what an expression speaks of', () => {
  const text =
    'in(vip) and lifecycle = "new" and score(churn) > 0.5 and country in list(neighbours) and home inside place(prague) and count(purchase where category = "a") > 1'

  test('in its own text', () => {
    expect(references(text, 'direct')).toEqual({
      attributes: ['country', 'home'],
      events: new Map([['purchase', ['category']]]),
      features: [],
      segments: ['vip'],
      segmentations: ['lifecycle'],
      scores: ['churn'],
      lists: ['neighbours'],
      places: ['prague'],
    })
  })

  test('through all it refers to', () => {
    expect(references(text)).toMatchObject({
      events: new Map([['purchase', ['amount', 'category']]]),
      features: ['first_order', 'orders', 'recency', 'spend_90d'],
      segments: ['active', 'vip'],
    })
  })

  test('a score reads what the inputs of its model read', () => {
    expect(references('score(churn)', 'direct')).toMatchObject({ attributes: [], events: new Map() })
    expect(references('score(churn)')).toMatchObject({
      attributes: ['country'],
      events: new Map([['purchase', []]]),
      features: ['recency'],
      scores: ['churn'],
    })
  })

  test('a diamond of features is walked once', () => {
    let vocabulary = testVocabulary
    for (let i = 0; i < 60; i += 1) {
      const { checked: is } = compileText(i === 0 ? 'income' : `f${i - 1} + f${i - 1}`, vocabulary)
      if (is !== undefined)
        vocabulary = { ...vocabulary, features: new Map(vocabulary.features).set(`f${i}`, { is }) }
    }
    const { checked } = compileText('f59 > 1', vocabulary)
    expect(checked && referencesOf(checked).features.length).toBe(60)
  })

  test('by name, before anything is known of the names', () => {
    const parsed = parse(
      'in(vip) and spend > 1 and count(visit where page = "x", 7d) > b.c and not (d or in(a))',
    )
    expect(parsed.ok && mentionedNames(parsed.expression)).toEqual({
      names: ['d', 'spend'],
      segments: ['a', 'vip'],
    })
  })
})
