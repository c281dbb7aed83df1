import { describe, expect, test } from 'vitest'
import type { Expression } from '../ast/expression.ts'
import { parse } from './parse.ts'

/** The tree without its places. */
function tree(text: string): unknown {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.problems.map(problem => problem.says).join(' '))
  return withoutSpans(parsed.expression)
}

function withoutSpans(value: Expression): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'span' ? undefined : part)))
}

const name = (of: string) => ({ kind: 'name', name: of })
const number = (text: string) => ({ kind: 'number', text })

describe('values', () => {
  test.each([
    ['007', number('7')],
    ['1.50', number('1.5')],
    ['0.0', number('0')],
    ['-0', number('0')],
    ['- 5', number('-5')],
    ['-(5)', number('-5')],
    ['--5', number('5')],
    ['true', { kind: 'boolean', value: true }],
    ['24h', { kind: 'duration', duration: { amount: 24, unit: 'h' } }],
    ['1970-01-02', { kind: 'date', day: 1 }],
    ['2026-11-21T10:30', { kind: 'instant', text: '2026-11-21T10:30' }],
    ['2026-11-21T10:30:05.25+01:00', { kind: 'instant', text: '2026-11-21T10:30:05.25+01:00' }],
    ['purchase.amount', { kind: 'property', event: 'purchase', property: 'amount' }],
    ['in(vip)', { kind: 'segment', segment: 'vip' }],
    ['last', name('last')],
    ['list', name('list')],
  ])('%s', (text, expected) => expect(tree(text)).toEqual(expected))

  test.each([
    ['"a\\"b\\\\c\\n\\t"', 'a"b\\c\n\t'],
    ['"\\u{1F600}\\u{0}"', '😀\u0000'],
    ['"it\'s 100% _"', "it's 100% _"],
    ['"e\u0301"', 'é'],
    ['"e\\u{301}"', 'é'],
    ['""', ''],
  ])('text %s', (text, value) => expect(tree(text)).toEqual({ kind: 'text', value }))
})

describe('joints', () => {
  test('conditions joined alike are one node, brackets of the same kind another', () => {
    expect(tree('a and b and c')).toEqual({ kind: 'and', operands: [name('a'), name('b'), name('c')] })
    expect(tree('a and (b and c)')).toEqual({
      kind: 'and',
      operands: [name('a'), { kind: 'and', operands: [name('b'), name('c')] }],
    })
  })

  test('not binds to the next condition alone', () => {
    expect(tree('not a = 1 and b')).toEqual({
      kind: 'and',
      operands: [
        { kind: 'not', operand: { kind: 'compare', operator: '=', left: name('a'), right: number('1') } },
        name('b'),
      ],
    })
  })

  test('words of the language may be written in capitals', () => {
    expect(tree('a AND NOT b Is Known')).toEqual(tree('a and not b is known'))
  })

  test('and belongs to between before it joins conditions', () => {
    expect(tree('a between 1 and 2 and b')).toEqual({
      kind: 'and',
      operands: [{ kind: 'between', value: name('a'), low: number('1'), high: number('2') }, name('b')],
    })
  })

  test('products bind before sums, and chains go to the left', () => {
    expect(tree('a - b - c * -d')).toEqual({
      kind: 'arithmetic',
      operator: '-',
      left: { kind: 'arithmetic', operator: '-', left: name('a'), right: name('b') },
      right: {
        kind: 'arithmetic',
        operator: '*',
        left: name('c'),
        right: { kind: 'negative', operand: name('d') },
      },
    })
  })
})

describe('windows', () => {
  const windowOf = (text: string) => tree(`count(visit, ${text})`)
  const of = (window: object) => ({
    kind: 'call',
    function: 'count',
    arguments: [name('visit'), { kind: 'window', window }],
  })

  test.each([
    ['today', { kind: 'day', of: 'today' }],
    ['this quarter', { kind: 'this', unit: 'quarter' }],
    ['last month', { kind: 'last', unit: 'month', count: 1 }],
    ['last 3 months', { kind: 'last', unit: 'month', count: 3 }],
    ['last 1 month', { kind: 'last', unit: 'month', count: 1 }],
    ['since 1970-01-11', { kind: 'since', date: 10 }],
    ['between 1970-01-11 and 1970-01-12', { kind: 'between', from: 10, to: 11 }],
    ['60d to 4w ago', { kind: 'rolling', from: { amount: 60, unit: 'd' }, to: { amount: 4, unit: 'w' } }],
  ])('%s', (text, window) => expect(windowOf(text)).toEqual(of(window)))

  test.each([
    ['next 7d', { kind: 'next', duration: { amount: 7, unit: 'd' } }],
    ['last 7d', { kind: 'past', duration: { amount: 7, unit: 'd' } }],
    ['last 7 days', { kind: 'last', unit: 'day', count: 7 }],
    ['this week', { kind: 'this', unit: 'week' }],
  ])('a date in %s', (text, window) => {
    expect(tree(`contract_end in ${text}`)).toEqual({
      kind: 'in_window',
      value: name('contract_end'),
      window,
    })
  })

  test('last(…) is a function, last month a window', () => {
    expect(tree('last(purchase)')).toEqual({ kind: 'call', function: 'last', arguments: [name('purchase')] })
  })
})

describe('places in the text', () => {
  test('count code points, lines and columns from one', () => {
    const parsed = parse('a = "😀"\n  and b = 2')
    expect(parsed.ok && parsed.expression.kind === 'and' && parsed.expression.operands[1]?.span).toEqual({
      line: 2,
      column: 7,
      length: 5,
    })
  })

  test('the whole of a bracketed comparison is its span', () => {
    const parsed = parse('(a + 1) > 2')
    expect(parsed.ok && parsed.expression.span).toEqual({ line: 1, column: 1, length: 11 })
  })
})

describe('limits', () => {
  test.each([
    ['brackets', '('.repeat(20_000)],
    ['negations', `${'not '.repeat(10_000)}a`],
    ['signs', `${'-'.repeat(40_000)}a`],
    ['calls', 'abs('.repeat(10_000)],
    ['an addition without brackets', Array.from({ length: 20_000 }, () => '1').join('+')],
  ])('%s nested without end are a problem, not a crash', (_, text) => {
    const parsed = parse(text)
    expect(parsed.ok || parsed.problems.some(({ code }) => code === 'too_deep')).toBe(true)
    expect(parsed.ok).toBe(false)
  })

  test('many conditions side by side are not deep', () => {
    expect(parse(Array.from({ length: 5_000 }, () => 'a').join(' and ')).ok).toBe(true)
  })

  test('a nesting of 190 is read', () => {
    expect(parse(`${'('.repeat(190)}a${')'.repeat(190)}`).ok).toBe(true)
  })
})
