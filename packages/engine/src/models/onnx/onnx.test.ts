import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evaluated } from '../testing/evaluated.ts'
import { type OnnxSample, readOnnxModel } from './onnx-model.ts'

const folder = join(import.meta.dirname, 'testing')
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.onnx`)))
const samples: Record<string, OnnxSample[]> = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8'))
const columns = ['reach', 'noise', 'third']

test.each(Object.entries(samples))('%s foretells what scikit-learn does', (name, rows) => {
  expect(rows).toHaveLength(25)
  const { worst, producer, scorer } = readOnnxModel(bytes(name), columns, rows)
  expect(worst).toBeLessThan(1e-5)
  expect([producer, scorer.kind]).toEqual([
    'fixtures',
    name === 'logistic' || name === 'network' ? 'layers' : 'trees',
  ])
})

test('in the language it is a formula like any other', () => {
  const rows = samples.boosting ?? []
  const { scorer } = readOnnxModel(bytes('boosting'), columns, rows)
  const inputs = ['reach', 'noise', 'reach + 0'].map((is, at) => ({
    ...{ name: `i${at}`, is, label: is, kind: 'number' as const },
  }))
  const table = ['reach', 'noise'].map((name, at) => ({
    ...{ name, kind: 'number' as const },
    values: Float64Array.from(rows, row => row.inputs[at] ?? Number.NaN),
  }))
  for (const score of evaluated('onnx', scorer, { columns: table }, inputs)) expect(score).toBeGreaterThan(0)
})

test.each([
  ['three_classes', 'It tells 3 classes apart'],
  ['unread', 'It has the operator Erf'],
])('%s is refused by name', (name, reason) => {
  expect(() => readOnnxModel(bytes(name), columns, [])).toThrow(
    expect.objectContaining({ code: 'onnx_not_readable', details: expect.objectContaining({ reason }) }),
  )
})

test('a file that is none is refused, however it begins', () => {
  const whole = bytes('boosting')
  for (const broken of [
    new Uint8Array(0),
    new TextEncoder().encode('{"a": 1}'),
    whole.slice(0, 900),
    whole.slice(3),
  ])
    expect(() => readOnnxModel(broken, columns, [])).toThrow(
      expect.objectContaining({ code: 'onnx_not_readable' }),
    )
})

test('rows that were foretold otherwise, or are of other columns, refuse it', () => {
  const [first, ...rest] = samples.forest ?? []
  if (first === undefined) throw new Error('no samples')
  expect(() =>
    readOnnxModel(bytes('forest'), columns, [{ ...first, score: first.score + 0.01 }, ...rest]),
  ).toThrow(
    expect.objectContaining({
      code: 'onnx_differs',
      details: expect.objectContaining({ wrong: 1, rows: 25 }),
    }),
  )
  expect(() => readOnnxModel(bytes('forest'), columns.slice(1), rest)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/onnx_not_readable|sample_of_other_length/) }),
  )
})
