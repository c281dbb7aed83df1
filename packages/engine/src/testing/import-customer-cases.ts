import { describe, expect, test } from 'vitest'
import { fileOf, importInto, type WarehouseOfImports } from './import-files.ts'
import { ever, purchases } from './import-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseImportsSuite } from './warehouse-imports-suite.ts'

/** What files say of customers, and from when on it holds. */
export function importedCustomerCases({ name, open, detect, skipOwnRows }: WarehouseImportsSuite): void {
  describe(`${name}: customers`, () => {
    const customers =
      'kind: customers\ncustomer: id\nattributes: { country: country, income: income }\ntypes: { country: text, income: money }'
    const [january, march] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 2, 1)]
    const known = async (warehouse: WarehouseOfImports, id: string, asOf: number) =>
      Object.fromEntries((await warehouse.customer(id, asOf))?.attributes ?? [])

    test('what is said for the first time holds always, what is said anew from the import on', async () => {
      const warehouse = await open()
      const [first, second] = [
        'id,country,income\na,CZ,100\nb,SK,\n',
        'id,country,income\na,AT,100\nb,SK,50\nc,DE,\n',
      ]
      const one = await importInto(warehouse, detect, {
        kind: 'customers',
        file: fileOf('c.csv', first),
        mapping: customers,
        at: january,
      })
      expect(one.published).toEqual({ events: 0, customers: 2, newCustomers: 2, duplicates: 0 })
      const two = await importInto(warehouse, detect, {
        kind: 'customers',
        file: fileOf('c.csv', second),
        mapping: customers,
        at: march,
      })
      expect(two.published).toEqual({ events: 0, customers: 3, newCustomers: 1, duplicates: 0 })
      expect((await warehouse.customer('a', 0))?.since).toBeUndefined()
      expect(await known(warehouse, 'a', march - 1)).toEqual({ country: 'CZ', income: 1_000_000 })
      expect(await known(warehouse, 'a', march)).toEqual({ country: 'AT', income: 1_000_000 })
      expect(await known(warehouse, 'b', march - 1)).toEqual({ country: 'SK' })
      expect(await known(warehouse, 'b', march)).toEqual({ country: 'SK', income: 500_000 })
      expect(await known(warehouse, 'c', 0)).toEqual({ country: 'DE' })
    })

    test('attributes of every type', async () => {
      const warehouse = await open()
      const file = fileOf(
        'c.csv',
        'id,vip,score,income,name,born,seen,lat,lon,likes\na,yes,0.1,12.3456,Zoë,1980-02-29,2026-01-01 10:00:00,50.08,14.43,b|a|b\nb,,,,,,,,,\n',
      )
      const all =
        'customer: id\nattributes: { vip: vip, score: score, income: income, name: name, born: born, seen: seen, home: [lat, lon], likes: likes split "|" }\ntypes: { score: number, income: money, name: text, vip: boolean, born: date, seen: instant }'
      await importInto(warehouse, detect, {
        kind: 'customers',
        file,
        mapping: all,
        timezone: 'Europe/Prague',
      })
      expect(await known(warehouse, 'a', ever)).toEqual({
        vip: true,
        score: 0.1,
        income: 123_456,
        name: 'Zoë',
        born: Math.floor(Date.UTC(1980, 1, 29) / 86_400_000),
        seen: Date.UTC(2026, 0, 1, 9),
        home: { latitude: 50.08, longitude: 14.43 },
        likes: ['a', 'b'],
      })
      expect(await known(warehouse, 'b', ever)).toEqual({})
    })

    describeUnless(skipOwnRows, 'from when on', () => {
      test('the same file twice changes nothing; of two rows the later counts; an empty cell makes unknown', async () => {
        const warehouse = await open()
        const file = fileOf('c.csv', 'id,country,income\na,CZ,1\na,AT,2\nb,DE,3\n')
        const request = { kind: 'customers' as const, file, mapping: customers }
        expect((await importInto(warehouse, detect, { ...request, at: january })).published).toEqual({
          events: 0,
          customers: 2,
          newCustomers: 2,
          duplicates: 1,
        })
        expect((await importInto(warehouse, detect, { ...request, at: march })).published).toEqual({
          events: 0,
          customers: 0,
          newCustomers: 0,
          duplicates: 3,
        })
        expect(await known(warehouse, 'a', ever)).toEqual({ country: 'AT', income: 20_000 })
        const emptied = fileOf('c.csv', 'id,country,income\na,,2\n')
        await importInto(warehouse, detect, { ...request, file: emptied, at: march })
        expect(await known(warehouse, 'a', ever)).toEqual({ income: 20_000 })
        expect(await known(warehouse, 'a', march - 1)).toEqual({ country: 'AT', income: 20_000 })
      })

      test('with an instant of their own rows hold from it on, in whatever order they come', async () => {
        const warehouse = await open()
        const dated = `${customers}\nat: from`
        const file = fileOf(
          'c.csv',
          'id,country,income,from\na,SK,2,2026-02-01\na,CZ,1,2026-01-01\na,SK,2,2026-03-01\n',
        )
        const request = { kind: 'customers' as const, file, mapping: dated }
        expect((await importInto(warehouse, detect, request)).published).toEqual({
          events: 0,
          customers: 1,
          newCustomers: 1,
          duplicates: 1,
        })
        expect(await warehouse.customer('a', january - 1)).toBeUndefined()
        expect(await known(warehouse, 'a', january)).toEqual({ country: 'CZ', income: 10_000 })
        expect(await known(warehouse, 'a', Date.UTC(2026, 1, 1))).toEqual({ country: 'SK', income: 20_000 })
        expect((await importInto(warehouse, detect, request)).published).toMatchObject({
          customers: 0,
          duplicates: 3,
        })
      })

      test('of whom only events were known become known always', async () => {
        const warehouse = await open()
        await importInto(warehouse, detect, {
          file: fileOf('e.csv', 'who,when,paid\na,2026-02-01,1\n'),
          mapping: purchases,
        })
        expect(await warehouse.customer('a', january)).toBeUndefined()
        const file = fileOf('c.csv', 'id,country,income\na,CZ,1\n')
        await importInto(warehouse, detect, { kind: 'customers', file, mapping: customers, at: march })
        expect(await known(warehouse, 'a', january)).toEqual({ country: 'CZ', income: 10_000 })
      })
    })
  })
}
