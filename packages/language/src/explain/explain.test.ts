import { describe, expect, test } from 'vitest'
import { compileText } from '../compile-text.ts'
import { purchase, subjectOf, visit, type WrittenCustomer } from '../testing/customer.ts'
import { instant, money, testCutoffs, testVocabulary } from '../testing/index.ts'
import { explain } from './explain.ts'
import type { ExplainedNode, Explanation } from './explanation.ts'

const asOf = instant('2026-03-18T12:00:00Z')

function explained(text: string, customer: WrittenCustomer): Explanation {
  const { checked, problems } = compileText(text, testVocabulary)
  if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
  const subject = subjectOf('someone', customer, asOf, testVocabulary)
  return explain(checked, subject, asOf, { ...testVocabulary, cutoffs: testCutoffs }, testVocabulary)
}

function nodes(node: ExplainedNode): readonly ExplainedNode[] {
  return [node, ...node.children.flatMap(nodes)]
}

const regular: WrittenCustomer = {
  attributes: { country: 'CZ', income: 900, home: [50.08, 14.43], contract_end: '2026-04-20' },
  events: [
    purchase('60d', { amount: '600', category: 'laptop' }, 'p1'),
    purchase('20d', { amount: '300', category: 'phone' }, 'p2'),
    purchase('10d', { category: 'phone' }, 'p3'),
    visit('40d', {}, 'v1'),
  ],
}

describe('the tree', () => {
  test('says at every condition whether it holds, what was found and what it was compared with', () => {
    const { tree, holds } = explained('sum(purchase.amount, 90d) > 1000 or country = "CZ"', regular)
    const [spend, country] = tree.children
    expect(holds).toBe(true)
    expect(spend).toMatchObject({
      kind: 'condition',
      holds: false,
      observed: { type: 'money', value: money('900') },
      threshold: { type: 'money', value: money('1000') },
    })
    expect(country).toMatchObject({ holds: true, observed: { type: 'text', value: 'CZ' } })
  })

  test('names the events that count, the latest first, and only those that bear the property', () => {
    const { tree } = explained('sum(purchase.amount, 90d) > 1000', regular)
    expect(tree.evidence).toEqual({ count: 2, ids: ['p2', 'p1'] })
  })

  test('names the one event that a last, first, least or greatest value came from', () => {
    expect(explained('last(purchase.category) = "phone"', regular).tree.evidence?.ids).toEqual(['p3'])
    expect(explained('last(purchase.amount) > 1', regular).tree.evidence?.ids).toEqual(['p2'])
    expect(explained('max(purchase.amount) > 1', regular).tree.evidence?.ids).toEqual(['p1'])
    expect(explained('days_since(purchase) < 90', regular).tree.evidence?.ids).toEqual(['p3'])
    expect(explained('first_day_sum(purchase.amount) > 1', regular).tree.evidence?.ids).toEqual(['p1'])
    expect(explained('most_frequent(purchase.category) = "phone"', regular).tree.evidence?.ids).toEqual([
      'p3',
      'p2',
    ])
  })

  test('names twenty events at most and counts them all', () => {
    const events = Array.from({ length: 30 }, (_, index) => visit(`${index + 1}h`, {}, `v${index + 1}`))
    const { evidence } = explained('count(visit, 90d) > 5', { events }).tree
    expect(evidence?.count).toBe(30)
    expect(evidence?.ids).toHaveLength(20)
    expect(evidence?.ids[0]).toBe('v1')
  })

  test('names the events of the latest way through a sequence, or of the one that came furthest', () => {
    const ids = (text: string) => explained(text, regular).tree.evidence?.ids
    expect(ids('did(purchase then purchase within 40d)')).toEqual(['p3', 'p2'])
    expect(ids('did(purchase then visit then purchase)')).toEqual(['p3', 'v1', 'p1'])
    expect(ids('never(purchase then visit then no purchase within 20d)')).toEqual(['v1', 'p1'])
    expect(ids('did(visit then visit)')).toEqual(['v1'])
  })

  test('counts for `did` and `never`', () => {
    expect(explained('did(visit, 30d)', regular).tree).toMatchObject({
      holds: false,
      observed: { value: 0 },
      threshold: { value: 1 },
      evidence: { count: 0, ids: [] },
    })
    expect(explained('never(visit)', regular).tree).toMatchObject({
      observed: { value: 1 },
      threshold: { value: 0 },
      evidence: { ids: ['v1'] },
    })
  })

  test('opens features and segments under their own names, each once', () => {
    const { tree } = explained('in(vip) or spend_90d > 5000 or (in(vip) and orders > 9)', regular)
    const references = nodes(tree).filter(({ kind }) => kind === 'reference')
    expect(references.map(({ name }) => name)).toEqual(['vip', 'spend_90d', 'orders', 'vip'])
    expect(references[0]?.children).toHaveLength(1)
    expect(references[3]?.children).toEqual([])
    expect(references[1]).toMatchObject({ holds: true, observed: { value: money('900') } })
  })

  test('opens a segmentation with the rules it is made of', () => {
    const { tree } = explained('lifecycle = "vip"', regular)
    expect(tree.observed).toEqual({ type: 'text', value: 'active' })
    expect(tree.children[0]).toMatchObject({ kind: 'reference', name: 'lifecycle' })
    expect(tree.children[0]?.children).toHaveLength(4)
  })

  test('does not grow with the paths of a diamond of references', () => {
    const { tree } = explained('twice_the_basket > 1 and basket > 1', regular)
    const named = nodes(tree).filter(({ name }) => name === 'spend')
    expect(named).toHaveLength(1)
  })

  test('a distance is observed in kilometres', () => {
    const { tree } = explained('home within 10km of (50.08, 14.73)', regular)
    expect(tree.observed?.type).toBe('number')
    expect(tree.observed?.value).toBeCloseTo(21.41, 1)
    expect(tree.threshold?.value).toBe(10)
  })

  test('an unknown value is observed as unknown', () => {
    const { tree } = explained('points > 5', regular)
    expect(tree.observed).toEqual({ type: 'number', value: undefined })
    expect(tree.distance).toBeUndefined()
  })

  test('a value that is no condition holds when it is known', () => {
    expect(explained('last(purchase.amount)', regular)).toMatchObject({
      holds: true,
      observed: { type: 'money' },
    })
    expect(explained('points', regular)).toMatchObject({ holds: false })
  })
})

describe('the reason', () => {
  const countOf = (text: string): number => explained(text, regular).reason.length

  test('is all of an `and` that holds and one failing part of one that does not', () => {
    expect(countOf('country = "CZ" and income > 1 and did(purchase)')).toBe(3)
    expect(countOf('country = "CZ" and income > 1000 and never(purchase)')).toBe(1)
  })

  test('is one part of an `or` that holds and all of one that does not', () => {
    expect(countOf('(country = "CZ" and income > 1) or did(purchase)')).toBe(1)
    expect(countOf('country = "SK" or income > 1000 or never(purchase)')).toBe(3)
  })

  test('goes into the segments that are read', () => {
    const { reason, holds } = explained('in(at_risk)', regular)
    expect(holds).toBe(false)
    expect(reason).toHaveLength(1)
    expect(reason[0]).toMatchObject({ kind: 'condition', holds: false, observed: { value: money('900') } })
  })

  test('counts a condition that is written twice once', () => {
    expect(countOf('country = "CZ" and (country = "CZ" or income > 1000)')).toBe(1)
  })
})

describe('scores', () => {
  test('that the reason stands on are told with what their models read of her, a further answer by its name', () => {
    const { scores } = explained('score(churn) > 0 or score(churn, doubled) > 99', regular)
    expect(scores[0]).toMatchObject({ model: 'churn', version: 3, score: { type: 'number' } })
    expect(scores[0]?.inputs.map(({ name, value }) => [name, value])).toEqual([
      ['recency', 10],
      ['country', 'CZ'],
    ])
    expect(scores.every(({ score }) => typeof score.value === 'number')).toBe(true)
  })

  test('that it does not stand on, or of which no version counts, are not told', () => {
    expect(explained('country = "CZ" or score(churn) > 99', regular).scores).toEqual([])
    expect(explained('score(upsell) > 1', regular).scores).toEqual([])
  })
})

describe('changes', () => {
  const changing = (text: string) => {
    const { checked } = compileText(text, testVocabulary)
    if (checked === undefined) throw new Error(text)
    const subject = subjectOf('someone', regular, asOf, testVocabulary)
    const context = { ...testVocabulary, cutoffs: testCutoffs }
    return explain(checked, subject, asOf, context, testVocabulary, { changes: true })
  }

  test('of every condition it is said when it turns by itself, and of the answer', () => {
    const { tree, changesAt } = changing('did(purchase, 30d) and sum(purchase.amount, 90d) > 500')
    expect(tree.children.map(child => child.changesAt)).toEqual([
      instant('2026-04-07T12:00:00Z'),
      instant('2026-04-17T12:00:00Z'),
    ])
    expect(changesAt).toBe(instant('2026-04-07T12:00:00Z'))
  })

  test('an answer that stays what it is never changes', () => {
    expect(changing('country = "CZ"').changesAt).toBe('never')
    expect(changing('country = "CZ"').tree.changesAt).toBeUndefined()
  })

  test('come with the smallest one that turns the answer round', () => {
    expect(changing('country = "SK"').smallestChange?.inWords).toBe('If the country were Slovakia.')
  })

  test('are not looked for unasked', () => {
    const { tree, changesAt, smallestChange } = explained('did(purchase, 30d)', regular)
    expect([tree.changesAt, changesAt, smallestChange]).toEqual([undefined, undefined, undefined])
  })
})

describe('what is missing', () => {
  test('is nothing for a member', () => {
    expect(explained('country = "CZ"', regular).missing).toEqual([])
  })

  test('is the fewest conditions, and what holds too much under a `not`', () => {
    const { missing } = explained('(income > 1000 and country = "SK") or not did(purchase)', regular)
    expect(missing).toHaveLength(1)
    expect(missing[0]).toMatchObject({ holds: false, observed: { value: 3 } })
  })

  test('is every failing part of an `and`', () => {
    expect(explained('income > 1000 and country = "SK" and did(purchase)', regular).missing).toHaveLength(2)
  })
})

describe('near misses', () => {
  test('come nearest first, as shares of their thresholds', () => {
    const { nearMisses } = explained(
      'income > 1000 and sum(purchase.amount, 90d) > 1200 and count(visit) >= 10 and country = "SK"',
      regular,
    )
    expect(nearMisses.map(({ distance }) => distance)).toEqual([0.1, 0.25, 0.9])
  })

  test('measure dates in lengths of their window', () => {
    const { nearMisses } = explained('contract_end in next 30d', regular)
    // 20 April is four days after 16 April, the last of the thirty.
    expect(nearMisses[0]?.distance).toBeCloseTo(4 / 30)
  })

  test('are left out where there is nothing to measure', () => {
    const { nearMisses } = explained('country = "SK" and points > 3 and income < 0', regular)
    expect(nearMisses).toEqual([])
  })

  test('count what holds too much under a `not`', () => {
    const { nearMisses } = explained('not income > 800', regular)
    expect(nearMisses[0]?.distance).toBe(0.125)
  })
})

describe('in words', () => {
  const wordsOf = (text: string): string => explained(text, regular).inWords

  test('the reason is said of the customer, with what was found', () => {
    expect(wordsOf('sum(purchase.amount, 90d) > 500 and not did(visit, 30d)')).toBe(
      'Purchases in the last 90 days sum to more than 500 EUR (900 EUR), **and** has not visited in the last 30 days.',
    )
  })

  test('what does not hold is said as it is', () => {
    expect(wordsOf('country = "SK"')).toBe('The country is not Slovakia (“CZ”).')
    expect(wordsOf('points > 5')).toBe('The loyalty points are not more than 5 (unknown).')
    expect(wordsOf('never(purchase)')).toBe('Has purchased (3 times).')
  })

  test('what the words say already is not said twice', () => {
    expect(wordsOf('country = "CZ"')).toBe('The country is Czechia.')
    expect(wordsOf('did(visit, 30d)')).toBe('Has not visited in the last 30 days.')
  })

  test('a distance is in kilometres', () => {
    expect(wordsOf('home within 10km of (50.08, 14.73)')).toBe(
      'The home is not within 10 km of (50.08, 14.73) (21.41 km).',
    )
  })
})
