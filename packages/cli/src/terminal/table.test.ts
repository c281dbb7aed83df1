import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { renderTable } from './table.ts'

const plain = (...given: Parameters<typeof renderTable>) =>
  stripVTControlCharacters(renderTable(...given)).split('\n')

test('a table as wide as it needs to be stays as it is', () => {
  const rows = plain([{ title: 'id' }, { title: 'size', align: 'right' }], [['vip', '12']], 80)
  expect(rows).toEqual(['id   size', 'vip    12'])
})

test('columns that may shrink give way until the terminal holds the line', () => {
  const columns = [
    { title: 'name', least: 8 },
    { title: 'size', align: 'right' as const },
  ]
  const rows = plain(columns, [['a very long name of a segment indeed', '1,234,567']], 40)
  expect(Math.max(...rows.map(row => stringWidth(row)))).toBeLessThanOrEqual(40)
  expect(rows[1]).toContain('1,234,567')
})

test('where even that is too wide, columns that can be spared are left out, the last first', () => {
  const columns = [
    { title: 'name', least: 8 },
    { title: 'customers', spare: true },
    { title: 'size' },
    { title: 'owner', least: 6, spare: true },
  ]
  const row = ['a very long name of a segment', '4.6 %', '1,234,567', 'key-accounts']
  const heads = [60, 34, 25, 20].map(width => plain(columns, [row], width)[0]?.split(/ {2,}/))
  expect(heads).toEqual([
    ['name', 'customers', 'size', 'owner'],
    ['name', 'customers', 'size'],
    ['name', 'size'],
    ['name', 'size'],
  ])
  for (const width of [60, 34, 25])
    for (const line of plain(columns, [row], width)) expect(stringWidth(line)).toBeLessThanOrEqual(width)
})

test('wide characters count as wide', () => {
  const rows = plain(
    [{ title: 'x' }, { title: 'y' }],
    [
      ['客户', '1'],
      ['ab', '2'],
    ],
    80,
  )
  expect(stringWidth(rows[1]?.split('1')[0] ?? '')).toBe(stringWidth(rows[2]?.split('2')[0] ?? ''))
})
