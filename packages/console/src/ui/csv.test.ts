import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('what a spreadsheet would run is a text; quotes, commas and lines stay one cell', () => {
  const rows = [
    ['=HYPERLINK("x")', 1.5, null],
    ['a, "b"\nc', -2, '-1'],
  ]
  expect(csvOf(['name', 'n', 'x'], rows)).toBe(
    'name,n,x\r\n"\'=HYPERLINK(""x"")",1.5,\r\n"a, ""b""\nc",-2,\'-1',
  )
})
