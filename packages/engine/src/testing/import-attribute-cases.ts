import { expect, test } from 'vitest'
import { fileOf, importInto, type WarehouseOfImports } from './import-files.ts'
import { ever, purchases } from './import-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseImportsSuite } from './warehouse-imports-suite.ts'

/** What rows of events say of whom they are about. */
export function importedAttributeCases({ name, open, detect, skipOwnRows }: WarehouseImportsSuite): void {
  describeUnless(skipOwnRows, `${name}: attributes that events bring`, () => {
    const withCountry = `${purchases}\nattributes: { country: country }`
    const known = async (warehouse: WarehouseOfImports, id: string, asOf: number) =>
      (await warehouse.customer(id, asOf))?.attributes.get('country')
    const day = (number: number) => Date.UTC(2026, 0, number)

    test('change where their value does; an empty cell says nothing', async () => {
      const warehouse = await open()
      const rows = [
        'a,2026-01-05,1,SK',
        'a,2026-01-01,1,CZ',
        'a,2026-01-02,1,CZ',
        'a,2026-01-03,1,',
        'b,2026-01-01,1,',
      ]
      const file = fileOf('a.csv', `who,when,paid,country\n${rows.join('\n')}\n`)
      const { published } = await importInto(warehouse, detect, { file, mapping: withCountry })
      expect(published).toMatchObject({ events: 5, customers: 2 })
      expect([
        await known(warehouse, 'a', day(1)),
        await known(warehouse, 'a', day(4)),
        await known(warehouse, 'a', day(5)),
      ]).toEqual(['CZ', 'CZ', 'SK'])
      expect(await known(warehouse, 'b', ever)).toBeUndefined()
      expect((await warehouse.customer('b', ever))?.since).toBe(day(1))
      const again = await importInto(warehouse, detect, { file, mapping: withCountry })
      expect(again.published).toEqual({ events: 0, customers: 0, newCustomers: 0, duplicates: 5 })
    })

    test('late ones say what was true before, and not what is true now', async () => {
      const warehouse = await open()
      const file = (rows: string) => fileOf('a.csv', `who,when,paid,country\n${rows}\n`)
      await importInto(warehouse, detect, { file: file('a,2026-01-05,1,SK'), mapping: withCountry })
      await importInto(warehouse, detect, {
        file: file('a,2026-01-02,1,CZ\na,2026-01-07,1,SK'),
        mapping: withCountry,
      })
      expect((await warehouse.customer('a', ever))?.since).toBe(day(2))
      expect([
        await known(warehouse, 'a', day(2)),
        await known(warehouse, 'a', day(5)),
        await known(warehouse, 'a', ever),
      ]).toEqual(['CZ', 'SK', 'SK'])
    })
  })
}
