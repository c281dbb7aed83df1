import { expect, test } from 'vitest'
import { erasedHash } from '../privacy/erased-hash.ts'
import { fileOf, importInto } from './import-files.ts'
import { purchases } from './import-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseImportsSuite } from './warehouse-imports-suite.ts'

/** Rows that cannot be taken are named, and do not stop the rest. */
export function setAsideCases({ name, open, detect, skipReading }: WarehouseImportsSuite): void {
  describeUnless(skipReading, `${name}: rows set aside`, () => {
    test('are named with line, column and reason, and do not stop the rest', async () => {
      const warehouse = await open()
      const file = fileOf(
        'a.csv',
        [
          'who,when,paid',
          ',2026-01-01,1',
          'a,,1',
          'a,2026-02-30,1',
          'a,2026-01-01,abc',
          'a,2026-01-01,1.23456',
          'a,2026-01-01,1e300',
          'a,2026-01-01',
          'a,2026-01-01,1,extra',
          'a,"2026-01-01"x,1',
          'a,1850-01-01,1',
          '"a\nb",2026-01-01,1',
          'a,2026-01-01,1',
          'a,"2026-01-01,1',
          'b,2026-01-02,2',
          '',
        ].join('\n'),
      )
      const { setAside, staged, published } = await importInto(warehouse, detect, {
        file,
        mapping: purchases,
      })
      expect(setAside).toEqual([
        { line: 2, column: 'who', reason: 'has no customer id' },
        { line: 3, column: 'when', reason: 'has no instant' },
        { line: 4, column: 'when', reason: "'2026-02-30' is no instant of the form yyyy-MM-dd HH:mm:ss" },
        { line: 5, column: 'paid', reason: "'abc' is not a number" },
        { line: 6, column: 'paid', reason: "'1.23456' has more than four decimal places" },
        { line: 7, column: 'paid', reason: "'1e300' is too large" },
        { line: 8, column: '', reason: 'has 2 fields, and 3 are expected' },
        { line: 9, column: '', reason: 'has 4 fields, and 3 are expected' },
        { line: 10, column: '', reason: 'text follows a closing quote' },
        { line: 11, column: 'when', reason: "'1850-01-01' is not within the years 1900 to 2299" },
        {
          line: 12,
          column: 'who',
          reason: 'the customer id has a control character, or more than 1,000 characters',
        },
        { line: 15, column: '', reason: 'a quote is opened and never closed' },
      ])
      expect(staged).toMatchObject({ rows: 14, staged: 2, skipped: 0, setAsideCount: 12 })
      expect(published).toMatchObject({ events: 2, customers: 2 })
    })

    test('are those of customers who were erased, whatever else is wrong with them', async () => {
      const warehouse = await open()
      const salt = '0d15572f'
      const hashes = new Set(['anna', "l'été 100%"].map(id => erasedHash(salt, id)))
      const rows = ['anna,2026-01-01,1', ' anna ,,x', 'ann,2026-01-01,2', "l'été 100%,2026-01-01,1", 'b,x,1']
      const { setAside, published } = await importInto(warehouse, detect, {
        file: fileOf('a.csv', `who,when,paid\n${rows.join('\n')}\n`),
        mapping: purchases,
        erased: { salt, hashes },
      })
      const erased = 'the customer was erased'
      expect(setAside.map(({ line, column, reason }) => [line, column, reason])).toEqual([
        [2, 'who', erased],
        [3, 'who', erased],
        [5, 'who', erased],
        [6, 'when', "'x' is no instant of the form yyyy-MM-dd HH:mm:ss"],
      ])
      expect(published).toMatchObject({ events: 1, customers: 1 })
    })

    test('are left out without a word where the mapping says so', async () => {
      const warehouse = await open()
      const file = fileOf('a.csv', 'who,when,paid\n,2026-01-01,1\na,2026-01-01,1\n,nonsense,nonsense\nb\n')
      const { staged } = await importInto(warehouse, detect, {
        file,
        mapping: `${purchases}\nskip: who is empty`,
      })
      expect(staged).toMatchObject({ rows: 4, staged: 1, skipped: 2, setAsideCount: 1 })
    })

    test('an event nobody declared', async () => {
      const warehouse = await open()
      const shop = 'customer: who\nat: when\nevent: if kind = "x" then kind else purchase\nproperties: {}'
      const file = fileOf('a.csv', 'who,when,kind\na,2026-01-01,y\nb,2026-01-01,y\n')
      const { staged } = await importInto(warehouse, detect, { file, mapping: shop })
      expect([...staged.perEvent]).toEqual([['purchase', 2]])
    })
  })
}
