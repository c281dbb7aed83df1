import { describe, expect, test } from 'vitest'
import { detectShape } from './detect-shape.ts'
import { draftMapping } from './draft-mapping.ts'
import { parseImportExpression } from './parse-import-expression.ts'
import { printMapping } from './print-mapping.ts'
import { readAs } from './read-as.ts'
import { resolveText } from './resolve-names.ts'
import { RowReader } from './row-reader.ts'

const file = {
  name: 'a.csv',
  whole: true,
  encoding: 'utf-8',
  byteOrderMark: false,
  compression: 'none',
} as const

function draft(text: string, attributes: Record<string, { type: 'text' | 'money' }> = {}) {
  const detected = detectShape({ ...file, text }, {})
  const columns = detected?.shape.columns ?? []
  const scope = { columns, attributes, events: {}, timezone: 'UTC' }
  return {
    draft: draftMapping({ kind: 'customers', customer: 'id' }, scope),
    columns,
    rows: detected?.rows ?? [],
  }
}

/** What the drafted expression of the only attribute reads from each row. */
function read(text: string) {
  const { draft: made, columns, rows } = draft(text)
  const names = columns.map(column => column.name)
  const [drafted] = made.attributes
  const { expression } = resolveText(drafted?.expression ?? '', { columns: names, words: false, field: 'x' })
  if (expression === undefined) throw new Error(`not resolved: ${drafted?.expression}`)
  const reading = readAs(expression, 'number', { timezone: 'UTC', field: 'x' })
  if (!('reading' in reading)) throw new Error('not read')
  const reader = new RowReader(names)
  return rows.map(row => reader.value(reading.reading, row) ?? reader.problem)
}

describe('a draft reads numbers as the file writes them', () => {
  test.each([
    ['id;spent\na;12,5\nb;7\n', [12.5, 7]],
    ['id;spent\na;1.234,56\nb;-7,00\n', [1234.56, -7]],
    ['id;spent\na;1 234 567,5\nb;12\n', [1234567.5, 12]],
    ['id;spent\na;1\u00a0234,5\nb;12\n', [1234.5, 12]],
    ["id;spent\na;1'234.50\nb;12\n", [1234.5, 12]],
    ['id,spent\na,"1,234.50"\nb,12\n', [1234.5, 12]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

test('what is declared as text is left as it stands, and what is declared as money is read', () => {
  const text = 'id;spent\na;1.234,56\nb;7,00\n'
  expect(draft(text, { spent: { type: 'text' } }).draft.attributes).toEqual([
    { name: 'spent', expression: 'spent' },
  ])
  const [money] = draft(text, { spent: { type: 'money' } }).draft.attributes
  expect(money?.expression).toBe('replace(replace(spent, ".", ""), ",", ".")')
})

test('a comma in front of three digits may be either, and the draft says so', () => {
  const { draft: made } = draft('id;spent\na;1,234\nb;2,500\n')
  expect(printMapping(made)).toContain('the file does not tell')
  expect(printMapping(draft('id;spent\na;1,234\nb;2,5\n').draft)).not.toContain('the file does not tell')
})

test('a column with an odd name is drafted as an expression that can be read', () => {
  const [spent] = draft('id;Spent (EUR)\na;1.234,56\n').draft.attributes
  expect(spent?.name).toBe('spent_eur')
  expect('problem' in parseImportExpression(spent?.expression ?? '', 'x')).toBe(false)
})

test('columns that would get the same name, or a word of the language, get names of their own', () => {
  const { draft: made } = draft('id,Name,name,name,and\na,b,c,d,5\nf,g,h,i,6\n')
  expect(made.attributes.map(({ name, expression }) => [name, expression])).toEqual([
    ['name', 'Name'],
    ['name_2', 'name'],
    ['name_2_2', 'name 2'],
    ['and_', 'and'],
  ])
})
