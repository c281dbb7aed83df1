import { describe, expect, test } from 'vitest'
import { LONGEST_RECORD } from './delimited-scanner.ts'
import { JsonLinesScanner } from './json-lines-scanner.ts'
import { rowDefects, unpackRows } from './packed-rows.ts'

function scan(text: string, columns: readonly string[], pieces = 7) {
  const scanner = new JsonLinesScanner(columns)
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieces) scanner.push(bytes.subarray(at, at + pieces))
  scanner.end()
  return [...unpackRows(scanner.take(), columns.length)]
}
const cells = (text: string, columns: readonly string[]) => scan(text, columns).map(row => row.cells)

describe('JSON Lines', () => {
  test('values are text; what is null or missing is empty', () => {
    const line = '{"a":"x","b":1.50,"c":true,"d":null,"f":[1,"y",{"z":2}]}'
    expect(cells(line, ['a', 'b', 'c', 'd', 'e', 'f'])).toEqual([
      ['x', '1.5', 'true', '', '', '["1","y",{"z":2}]'],
    ])
  })

  test('numbers that a float would round are kept as they are written', () => {
    const line = '{"a":12345678901234567890,"b":0.12345678901234567,"c":1e3,"d":[9007199254740993]}'
    expect(cells(line, ['a', 'b', 'c', 'd'])).toEqual([
      ['12345678901234567890', '0.12345678901234567', '1e3', '["9007199254740993"]'],
    ])
  })

  test('nested objects have names with dots', () => {
    expect(cells('{"a":{"b":{"c":1},"d":2}}', ['a.b.c', 'a.d'])).toEqual([['1', '2']])
  })

  test('escapes are resolved and text is composed', () => {
    expect(cells('{"a":"\\u0065\\u0301\\n\\"x\\""}', ['a'])).toEqual([['é\n"x"']])
  })

  test('lines are counted, blank ones are no rows, broken ones go on', () => {
    const rows = scan('{"a":1}\n\n{"a":\n"x"\n[1]\r\n{"a":2}', ['a'])
    expect(rows.map(row => [row.line, row.defect === rowDefects.none ? row.cells[0] : row.defect])).toEqual([
      [1, '1'],
      [3, rowDefects.notJson],
      [4, rowDefects.notJson],
      [5, rowDefects.notJson],
      [6, '2'],
    ])
  })

  test('a line longer than a mebibyte is passed over', () => {
    const rows = scan(`{"a":"${'x'.repeat(LONGEST_RECORD)}"}\n{"a":2}\n`, ['a'], 1 << 16)
    expect(rows.map(row => [row.line, row.defect])).toEqual([
      [1, rowDefects.tooLong],
      [2, rowDefects.none],
    ])
  })
})
