import { describe, expect, test } from 'vitest'
import { compileText } from '../../compile-text.ts'
import { type Case, cases, testVocabulary } from '../../testing/index.ts'
import { compileSlots } from './compile-slots.ts'

/** The cases that share a vocabulary and an instant, as one program of many segments. */
const groups = Map.groupBy(
  cases.filter(({ truth }) => typeof truth === 'boolean'),
  ({ vocabulary, subject, asOf }) => `${vocabulary.timezone} ${vocabulary.weekStart} ${asOf} ${subject.id}`,
)

function conditionsOf(group: readonly Case[]) {
  const compiled = group.map(({ text, vocabulary }) => compileText(text, vocabulary).checked)
  return new Map(compiled.flatMap((checked, index) => (checked ? [[String(index), checked] as const] : [])))
}

describe.each([
  ['generated code', true],
  ['closures', false],
])('%s over slots', (_, generate) => {
  test.each([...groups])('gives the truth of the case table: %s', (_name, group) => {
    const [first] = group
    if (first === undefined) throw new Error('A group has cases.')
    const program = compileSlots(
      conditionsOf(group),
      { ...first.vocabulary, cutoffs: first.cutoffs },
      { generate },
    )
    const row = new Float64Array(program.slots.length)
    const mask = new Uint32Array(program.words)
    const reasons = new Uint16Array(group.length)
    program.fill(first.subject, first.asOf, row)
    program.masks(row, mask)
    program.reasons(row, reasons)
    const held = group.map((_case, index) => ((mask[index >> 5] ?? 0) & (1 << (index & 31))) !== 0)
    expect(program.generated).toBe(generate)
    expect(held).toEqual(group.map(({ truth }) => truth))
    expect([...reasons].map(reason => reason === 0)).toEqual(held)
  })
})

describe('many segments', () => {
  /** Segment `i` holds from `i` on; every seventh has hundreds of conditions. */
  const texts = Array.from({ length: 1_100 }, (_, index) =>
    index % 7 === 0
      ? Array.from({ length: 300 }, () => `points >= ${index}`).join(' and ')
      : `points >= ${index}`,
  )
  const segments = new Map(
    texts.map((text, index) => {
      const { checked } = compileText(text, testVocabulary)
      if (checked === undefined) throw new Error(text)
      return [String(index), checked] as const
    }),
  )

  test.each([0, 1, 31, 32, 33, 49, 50, 51, 500, 1_099])('keep their bits when %i of them hold', points => {
    const program = compileSlots(segments, testVocabulary)
    const mask = new Uint32Array(program.words).fill(0xffff_ffff)
    const reasons = new Uint16Array(segments.size)
    const row = Float64Array.from(program.slots, () => points)
    program.masks(row, mask)
    program.reasons(row, reasons)
    const held = texts.map((_, index) => ((mask[index >> 5] ?? 0) & (1 << (index & 31))) !== 0)
    expect(held).toEqual(texts.map((_, index) => points >= index))
    expect([...reasons].map(reason => reason === 0)).toEqual(held)
  })

  test('a reason names the condition that blocks', () => {
    const { checked } = compileText(
      'points > 1 and (income > 5 or credit > 5) and not country = "CZ"',
      testVocabulary,
    )
    if (checked?.kind !== 'and') throw new Error('Three conditions.')
    const program = compileSlots(new Map([['one', checked]]), testVocabulary)
    const reasons = new Uint16Array(1)
    const values: Record<string, number> = {
      points: 2,
      income: 9,
      credit: Number.NaN,
      country: program.encode('CZ'),
    }
    program.reasons(
      Float64Array.from(program.slots, ({ name = '' }) => values[name] ?? Number.NaN),
      reasons,
    )
    expect(program.condition(0, reasons[0] ?? 0)).toBe(checked.operands[2])
  })
})
