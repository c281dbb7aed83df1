import { describe, expect, test } from 'vitest'
import { compileText } from '../../compile-text.ts'
import { type Case, cases } from '../../testing/index.ts'
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
