import { describe, expect, test } from 'vitest'
import type { Checked } from '../ast/checked.ts'
import { compileText } from '../compile-text.ts'
import { cases } from '../testing/cases.ts'
import { testVocabulary } from '../testing/vocabulary.ts'

function checked(text: string): Checked {
  const result = compileText(text, testVocabulary)
  if (result.checked === undefined) throw new Error(result.problems.map(problem => problem.says).join(' '))
  return result.checked
}

function literal(type: string, value: unknown) {
  return expect.objectContaining({ kind: 'literal', type, value })
}

describe('conversions', () => {
  test('a number literal beside money is money, to the ten-thousandth', () => {
    expect(checked('credit > 1000.0001')).toMatchObject({ right: literal('money', 10_000_001) })
    expect(checked('-0.5 < credit')).toMatchObject({ left: literal('money', -5_000) })
    expect(checked('credit between 1 and 2')).toMatchObject({
      low: literal('money', 10_000),
      high: literal('money', 20_000),
    })
    expect(checked('credit in (1, 2.5)')).toMatchObject({ options: [10_000, 25_000] })
    expect(checked('credit + 1')).toMatchObject({ type: 'money', right: literal('money', 10_000) })
    expect(checked('coalesce(credit, 0)')).toMatchObject({
      type: 'money',
      arguments: [{}, literal('money', 0)],
    })
  })

  test('money keeps sixteen digits, which a number would not', () => {
    expect(checked('credit = 900719925474.0991')).toMatchObject({
      right: literal('money', 9_007_199_254_740_991),
    })
  })

  test('money beside any other number becomes a number', () => {
    expect(checked('credit > income')).toMatchObject({
      left: { kind: 'convert', type: 'number' },
      right: { kind: 'attribute' },
    })
    expect(checked('credit * 2 > 1000')).toMatchObject({
      left: { type: 'number', left: { kind: 'convert' }, right: literal('number', 2) },
      right: literal('number', 1000),
    })
    expect(checked('credit / debt')).toMatchObject({
      type: 'number',
      left: { kind: 'attribute', type: 'money' },
    })
  })

  test('an instant beside a date becomes its day', () => {
    expect(checked('last(purchase) >= 2026-01-01')).toMatchObject({ left: { kind: 'convert', type: 'date' } })
    expect(checked('last_login in (2026-01-01)')).toMatchObject({ value: { kind: 'convert', type: 'date' } })
    expect(checked('last_login - birth_date')).toMatchObject({ type: 'number', left: { kind: 'convert' } })
    expect(checked('anniversary(last_login) in this month')).toMatchObject({
      value: { kind: 'convert' },
      anniversary: true,
    })
  })

  test('an instant is read on the clocks of the workspace', () => {
    expect(checked('last_login > 2026-01-01T00:00')).toMatchObject({
      right: literal('instant', Date.UTC(2025, 11, 31, 23)),
    })
    expect(checked('last_login > 2026-01-01T00:00Z')).toMatchObject({
      right: literal('instant', Date.UTC(2026, 0, 1)),
    })
  })

  test('days since an event are those since its last', () => {
    expect(checked('days_since(purchase where amount > 5, 30d)')).toMatchObject({
      kind: 'call',
      function: 'days_since',
      arguments: [{ kind: 'aggregate', function: 'last', event: 'purchase', window: { kind: 'rolling' } }],
    })
  })

  test('a negated value is nought less the value', () => {
    expect(checked('-income')).toMatchObject({
      kind: 'arithmetic',
      operator: '-',
      left: literal('number', 0),
    })
    expect(checked('-credit')).toMatchObject({ type: 'money', left: literal('money', 0) })
  })
})

describe('unknown', () => {
  test.each([
    ['country', true],
    ['count(visit)', false],
    ['sum(purchase.amount)', false],
    ['did(visit)', false],
    ['streak(visit, day)', false],
    ['avg(purchase.amount)', true],
    ['distinct(purchase.category)', true],
    ['last(purchase)', true],
    ['score(churn)', true],
    ['lifecycle', false],
    ['spend_90d', false],
    ['recency', true],
    ['country = "CZ"', false],
    ['coalesce(country, "none")', false],
    ['coalesce(country, city)', true],
    ['count(visit) / 2', false],
    ['count(visit) / count(purchase)', true],
    ['1 / 0', true],
    ['if(country = "CZ", 1, 2)', false],
    ['if(country = "CZ", income, 2)', true],
    ['count(visit) * count(purchase)', false],
  ])('%s: %s', (text, unknown) => expect(checked(text).unknown).toBe(unknown))

  test.each([
    ['2026-01-01 + 30d', true],
    ['2026-01-01 - 2025-01-01', false],
    ['coalesce(last_login, 2026-01-01T00:00) + 1h', true],
    ['age(2026-01-01T00:00)', false],
    ['age(coalesce(last_login, 2026-01-01T00:00))', true],
  ])('%s: %s, since time has an end', (text, unknown) => expect(checked(text).unknown).toBe(unknown))

  test('a product that leaves the range of floats can be unknown', () => {
    const product = (factors: number) => Array.from({ length: factors }, () => 'count(visit)').join(' * ')
    expect(checked(product(19)).unknown).toBe(false)
    expect(checked(product(20)).unknown).toBe(true)
    expect(checked('count(visit) / 0.0000000000000000000000001').unknown).toBe(false)
  })

  test('a boolean that can be unknown stands as a condition only compared with true', () => {
    const isTrue = { kind: 'compare', operator: '=', right: literal('boolean', true) }
    expect(checked('not marketing_consent')).toMatchObject({ kind: 'not', operand: isTrue })
    expect(checked('marketing_consent and did(visit)')).toMatchObject({
      operands: [isTrue, { kind: 'aggregate' }],
    })
    expect(checked('count(purchase where gift)')).toMatchObject({ where: isTrue })
    expect(checked('if(consented, 1, 2)')).toMatchObject({ condition: isTrue })
    expect(compileText('marketing_consent', testVocabulary, 'boolean').checked).toMatchObject(isTrue)
    expect(checked('marketing_consent')).toMatchObject({ kind: 'attribute' })
  })
})

describe('what is wanted', () => {
  test('is one type, one of several, or any', () => {
    expect(compileText('count(visit)', testVocabulary, ['number', 'money']).problems).toEqual([])
    expect(compileText('count(visit)', testVocabulary, 'boolean').problems).toMatchObject([
      { code: 'wrong_type', says: 'The expression is a number, and a condition is wanted here.' },
    ])
    expect(compileText('country', testVocabulary, ['number', 'money']).checked).toBeUndefined()
  })
})

describe('a checked tree', () => {
  test('is frozen through and through', () => {
    const open: unknown[] = [checked('count(purchase where category in ("a"), 7d) > 1 and not spend_90d > 5')]
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      expect(Object.isFrozen(part)).toBe(true)
      open.push(...Object.values(part ?? {}).filter(inner => typeof inner === 'object'))
    }
  })

  test('of every case survives JSON, and its conditions are never unknown', () => {
    for (const { text, vocabulary } of cases) {
      const found = compileText(text, vocabulary).checked
      expect(JSON.parse(JSON.stringify(found))).toEqual(found)
    }
  })

  test('of features that stand on each other without end is refused', () => {
    let vocabulary = testVocabulary
    let deepest = ''
    for (let i = 0; i < 60; i += 1) {
      const text = i === 0 ? 'count(visit)' : `${'('.repeat(20)}f${i - 1}${' + 1)'.repeat(20)}`
      const is = compileText(text, vocabulary).checked
      if (is === undefined) break
      deepest = `f${i}`
      vocabulary = { ...vocabulary, features: new Map(vocabulary.features).set(deepest, { is }) }
    }
    expect(
      compileText(`${'('.repeat(50)}${deepest}${' + 1)'.repeat(50)} > 1`, vocabulary).problems,
    ).toMatchObject([{ code: 'definitions_too_deep' }])
  })
})
