import { describe, expect, test } from 'vitest'
import { fileOf, importInto, stageFile } from './import-files.ts'
import { ever, purchases } from './import-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseImportsSuite } from './warehouse-imports-suite.ts'

/** Nothing of a file is seen before all of it is, and nothing of it counts twice. */
export function publishingCases({ name, open, detect, skipOwnRows }: WarehouseImportsSuite): void {
  describe(`${name}: publishing an import`, () => {
    const text =
      'who,when,paid\na,2026-01-01 10:00:00,1.50\na,2026-01-02 10:00:00,2\nb,2026-01-03 10:00:00,-3.25\n'

    test('nothing is seen before it is published, and all of it at once', async () => {
      const warehouse = await open()
      const { id, staged } = await stageFile(warehouse, detect, {
        file: fileOf('a.csv', text),
        mapping: purchases,
      })
      expect(staged).toMatchObject({ rows: 3, staged: 3, skipped: 0, setAsideCount: 0 })
      expect([...staged.perEvent]).toEqual([['purchase', 3]])
      expect(await warehouse.counts()).toMatchObject({ customers: 0, events: 0 })
      expect(await staged.forecast()).toEqual({ events: 3, customers: 2, newCustomers: 2, duplicates: 0 })
      expect(await warehouse.counts()).toMatchObject({ customers: 0, events: 0 })
      expect(await warehouse.imports.publish(id)).toEqual({
        events: 3,
        customers: 2,
        newCustomers: 2,
        duplicates: 0,
      })
      expect(await warehouse.counts()).toMatchObject({ customers: 2, events: 3 })
      const anna = await warehouse.customer('a', ever)
      expect(anna?.since).toBe(Date.UTC(2026, 0, 1, 10))
      expect(anna?.events.map(event => [event.at, event.properties.get('amount')])).toEqual([
        [Date.UTC(2026, 0, 1, 10), 15_000],
        [Date.UTC(2026, 0, 2, 10), 20_000],
      ])
    })

    test('publishing again changes nothing and gives the same figures', async () => {
      const warehouse = await open()
      const { id } = await stageFile(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases })
      const first = await warehouse.imports.publish(id)
      expect(await warehouse.imports.publish(id)).toEqual(first)
      await warehouse.imports.discard(id)
      expect(await warehouse.imports.publish(id)).toEqual(first)
      expect(await warehouse.counts()).toMatchObject({ customers: 2, events: 3 })
    })

    test('what is discarded is gone, and cannot be published', async () => {
      const warehouse = await open()
      const { id } = await stageFile(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases })
      await warehouse.imports.discard(id)
      await expect(warehouse.imports.publish(id)).rejects.toMatchObject({ code: 'staged_import_unknown' })
      expect(await warehouse.counts()).toMatchObject({ customers: 0, events: 0 })
      await importInto(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases })
      expect(await warehouse.counts()).toMatchObject({ customers: 2, events: 3 })
    })

    test('what processes that died have left can be told from what is still wanted', async () => {
      const warehouse = await open()
      const [kept, left] = ['some_id_1', 'some_id_2']
      for (const id of [kept, left])
        await stageFile(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases, id })
      await warehouse.imports.discardAllBut([kept])
      await expect(warehouse.imports.publish(left)).rejects.toMatchObject({ code: 'staged_import_unknown' })
      expect(await warehouse.imports.publish(kept)).toMatchObject({ events: 3 })
    })

    test('staging again under one id starts from nothing', async () => {
      const warehouse = await open()
      const request = { file: fileOf('a.csv', text), mapping: purchases, id: 'again' }
      await stageFile(warehouse, detect, request)
      const { staged } = await stageFile(warehouse, detect, request)
      expect(staged.staged).toBe(3)
      expect(await warehouse.imports.publish('again')).toMatchObject({ events: 3 })
    })

    test('what a file says of customers who were merged into others is said of the others', async () => {
      const warehouse = await open()
      await importInto(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases })
      await warehouse.merge({ id: 'm', from: 'b', into: 'a', at: 0 })
      const more = `${text}b,2026-01-04 10:00:00,4\na,2026-01-05 10:00:00,5\n`
      const { id, published } = await importInto(warehouse, detect, {
        file: fileOf('b.csv', more),
        mapping: purchases,
      })
      expect(published).toMatchObject({ events: 2, duplicates: 3 })
      expect(await warehouse.counts()).toMatchObject({ customers: 1, events: 5 })
      const people = 'who,land,points\na,CZ,\nb,SK,7\n'
      const given = {
        kind: 'customers',
        mapping: 'customer: who\nattributes: { land: land, points: points }',
      } as const
      await importInto(warehouse, detect, { file: fileOf('c.csv', people), ...given })
      await warehouse.imports.publish(id)
      const anna = await warehouse.customer('a', ever)
      expect(anna?.events.map(event => event.properties.get('amount'))).toEqual([
        15_000, 20_000, -32_500, 40_000, 50_000,
      ])
      expect(anna?.attributes.get('land')).toBe('CZ')
      expect(await warehouse.counts()).toMatchObject({ customers: 1, events: 5 })
      expect(await warehouse.customer('b', ever)).toBeUndefined()
    })

    test('of files that overlap every row counts once, whatever the order of their columns', async () => {
      const warehouse = await open()
      await importInto(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases })
      const later = 'paid;when;who\n-3.25;2026-01-03 10:00:00;b\n9;2026-01-04 10:00:00;c\n'
      const { published } = await importInto(warehouse, detect, {
        file: fileOf('b.csv', later),
        mapping: purchases,
      })
      expect(published).toEqual({ events: 1, customers: 1, newCustomers: 1, duplicates: 1 })
      expect(await warehouse.counts()).toMatchObject({ customers: 3, events: 4 })
    })

    test('an event that was appended is not imported again', async () => {
      const warehouse = await open()
      const schema = {
        attributes: new Map(),
        events: new Map([['purchase', new Map([['amount', 'money' as const]])]]),
      }
      await warehouse.declare(schema)
      const at = Date.UTC(2026, 0, 1)
      const event = {
        id: '7',
        customer: 'a',
        event: 'purchase',
        at,
        properties: new Map([['amount', 10_000]]),
      }
      await warehouse.append({ customers: [], events: [event] })
      const file = fileOf('a.csv', 'nr,who,when,paid\n7,a,2026-01-01,1\n8,a,2026-01-02,2\n')
      const { published } = await importInto(warehouse, detect, { file, mapping: `${purchases}\nid: nr` })
      expect(published).toEqual({ events: 1, customers: 0, newCustomers: 0, duplicates: 1 })
    })

    test('each import is a batch of its own', async () => {
      const warehouse = await open()
      await importInto(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases })
      const before = await warehouse.batch()
      await importInto(warehouse, detect, {
        file: fileOf('b.csv', 'who,when,paid\nz,2026-02-01,1\n'),
        mapping: purchases,
      })
      expect(await warehouse.batch()).toBe(before + 1)
    })

    describeUnless(skipOwnRows, 'each event once', () => {
      test('the same file twice changes nothing', async () => {
        const warehouse = await open()
        await importInto(warehouse, detect, { file: fileOf('a.csv', text), mapping: purchases })
        const again = await importInto(warehouse, detect, {
          file: fileOf('other.csv', text),
          mapping: purchases,
        })
        expect(again.published).toEqual({ events: 0, customers: 0, newCustomers: 0, duplicates: 3 })
        expect(await warehouse.counts()).toMatchObject({ customers: 2, events: 3 })
      })

      test('rows that are alike are events of their own, and the same ones the next time', async () => {
        const warehouse = await open()
        const row = 'a,2026-01-01 10:00:00,1.50\n'
        const twice = fileOf('a.csv', `who,when,paid\n${row}${row}`)
        expect(
          (await importInto(warehouse, detect, { file: twice, mapping: purchases })).published,
        ).toMatchObject({
          events: 2,
          duplicates: 0,
        })
        const thrice = fileOf('a.csv', `who,when,paid\n${row}b,2026-01-01,1\n${row}${row}`)
        expect(
          (await importInto(warehouse, detect, { file: thrice, mapping: purchases })).published,
        ).toMatchObject({
          events: 2,
          duplicates: 2,
        })
        const ids = (await warehouse.customer('a', ever))?.events.map(event => event.id)
        expect(new Set(ids).size).toBe(3)
      })

      test('under one given id the first row of the file counts, and the one there was before any', async () => {
        const warehouse = await open()
        const withIds = `${purchases}\nid: nr`
        const file = fileOf(
          'a.csv',
          'nr,who,when,paid\n7,a,2026-01-05,5\n7,a,2026-01-01,1\n8,a,2026-01-02,2\n7,b,2026-01-03,3\n',
        )
        const { published } = await importInto(warehouse, detect, { file, mapping: withIds })
        expect(published).toEqual({ events: 3, customers: 2, newCustomers: 2, duplicates: 1 })
        const anna = await warehouse.customer('a', ever)
        expect(anna?.events.map(event => [event.id, event.properties.get('amount')])).toEqual([
          ['8', 20_000],
          ['7', 50_000],
        ])
        const more = fileOf('b.csv', 'nr,who,when,paid\n9,a,2026-01-09,9\n7,a,2026-01-07,7\n')
        expect(
          (await importInto(warehouse, detect, { file: more, mapping: withIds })).published,
        ).toMatchObject({
          events: 1,
          duplicates: 1,
        })
      })
    })
  })
}
