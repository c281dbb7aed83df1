import { beforeAll, describe, expect, test } from 'vitest'
import { rowsAs } from '../imports/read-row.ts'
import type { SourceFiles } from '../ports/source-file.ts'
import { conversionCases, hostileCells } from './import-cells.ts'
import {
  fileOf,
  gzipped,
  importInto,
  stageFile,
  type TestImport,
  type WarehouseOfImports,
  zstandard,
} from './import-files.ts'

export interface WarehouseImportsSuite {
  readonly name: string
  /** A new, empty warehouse, migrated. */
  open(): Promise<WarehouseOfImports>
  readonly detect: SourceFiles['detect']
  /** Why conversions of cells are not tried here. */
  readonly skipConversions?: string
}

const ever = Date.UTC(2299, 0, 1)
const mapping =
  'customer: who\nat: when\nevent: purchase\nproperties: { amount: paid }\ntypes: { amount: money }'

/** Loading files: every warehouse gives the same events, customers and rows set aside. */
export function warehouseImportsSuite({ name, open, detect, skipConversions }: WarehouseImportsSuite): void {
  const importing = (warehouse: WarehouseOfImports) => (request: TestImport) =>
    importInto(warehouse, detect, request)

  describe(`${name}: publishing an import`, () => {
    const text =
      'who,when,paid\na,2026-01-01 10:00:00,1.50\na,2026-01-02 10:00:00,2\nb,2026-01-03 10:00:00,-3.25\n'

    test('nothing is seen before it is published, and all of it at once', async () => {
      const warehouse = await open()
      const { id, staged } = await stageFile(warehouse, detect, { file: fileOf('a.csv', text), mapping })
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
      const { id } = await stageFile(warehouse, detect, { file: fileOf('a.csv', text), mapping })
      const first = await warehouse.imports.publish(id)
      expect(await warehouse.imports.publish(id)).toEqual(first)
      await warehouse.imports.discard(id)
      expect(await warehouse.imports.publish(id)).toEqual(first)
      expect(await warehouse.counts()).toMatchObject({ customers: 2, events: 3 })
    })

    test('what is discarded is gone, and cannot be published', async () => {
      const warehouse = await open()
      const { id } = await stageFile(warehouse, detect, { file: fileOf('a.csv', text), mapping })
      await warehouse.imports.discard(id)
      await expect(warehouse.imports.publish(id)).rejects.toMatchObject({ code: 'staged_import_unknown' })
      expect(await warehouse.counts()).toMatchObject({ customers: 0, events: 0 })
      await importing(warehouse)({ file: fileOf('a.csv', text), mapping })
      expect(await warehouse.counts()).toMatchObject({ customers: 2, events: 3 })
    })

    test('what processes that died have left can be told from what is still wanted', async () => {
      const warehouse = await open()
      const [kept, left] = ['some_id_1', 'some_id_2']
      for (const id of [kept, left])
        await stageFile(warehouse, detect, { file: fileOf('a.csv', text), mapping, id })
      await warehouse.imports.discardAllBut([kept])
      await expect(warehouse.imports.publish(left)).rejects.toMatchObject({ code: 'staged_import_unknown' })
      expect(await warehouse.imports.publish(kept)).toMatchObject({ events: 3 })
    })

    test('staging again under one id starts from nothing', async () => {
      const warehouse = await open()
      const request = { file: fileOf('a.csv', text), mapping, id: 'again' }
      await stageFile(warehouse, detect, request)
      const { staged } = await stageFile(warehouse, detect, request)
      expect(staged.staged).toBe(3)
      expect(await warehouse.imports.publish('again')).toMatchObject({ events: 3 })
    })

    test('the same file twice changes nothing', async () => {
      const warehouse = await open()
      await importing(warehouse)({ file: fileOf('a.csv', text), mapping })
      const again = await importing(warehouse)({ file: fileOf('other.csv', text), mapping })
      expect(again.published).toEqual({ events: 0, customers: 0, newCustomers: 0, duplicates: 3 })
      expect(await warehouse.counts()).toMatchObject({ customers: 2, events: 3 })
    })

    test('what a file says of customers who were merged into others is said of the others', async () => {
      const warehouse = await open()
      await importing(warehouse)({ file: fileOf('a.csv', text), mapping })
      await warehouse.merge({ id: 'm', from: 'b', into: 'a', at: 0 })
      const more = `${text}b,2026-01-04 10:00:00,4\na,2026-01-05 10:00:00,5\n`
      const { id, published } = await importing(warehouse)({ file: fileOf('b.csv', more), mapping })
      expect(published).toMatchObject({ events: 2, duplicates: 3 })
      expect(await warehouse.counts()).toMatchObject({ customers: 1, events: 5 })
      const people = 'who,land,points\na,CZ,\nb,SK,7\n'
      const given = {
        kind: 'customers',
        mapping: 'customer: who\nattributes: { land: land, points: points }',
      } as const
      await importing(warehouse)({ file: fileOf('c.csv', people), ...given })
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
      await importing(warehouse)({ file: fileOf('a.csv', text), mapping })
      const later = 'paid;when;who\n-3.25;2026-01-03 10:00:00;b\n9;2026-01-04 10:00:00;c\n'
      const { published } = await importing(warehouse)({ file: fileOf('b.csv', later), mapping })
      expect(published).toEqual({ events: 1, customers: 1, newCustomers: 1, duplicates: 1 })
      expect(await warehouse.counts()).toMatchObject({ customers: 3, events: 4 })
    })

    test('rows that are alike are events of their own, and the same ones the next time', async () => {
      const warehouse = await open()
      const row = 'a,2026-01-01 10:00:00,1.50\n'
      const twice = fileOf('a.csv', `who,when,paid\n${row}${row}`)
      expect((await importing(warehouse)({ file: twice, mapping })).published).toMatchObject({
        events: 2,
        duplicates: 0,
      })
      const thrice = fileOf('a.csv', `who,when,paid\n${row}b,2026-01-01,1\n${row}${row}`)
      expect((await importing(warehouse)({ file: thrice, mapping })).published).toMatchObject({
        events: 2,
        duplicates: 2,
      })
      const ids = (await warehouse.customer('a', ever))?.events.map(event => event.id)
      expect(new Set(ids).size).toBe(3)
    })

    test('under one given id the first row of the file counts, and the one there was before any', async () => {
      const warehouse = await open()
      const withIds = `${mapping}\nid: nr`
      const file = fileOf(
        'a.csv',
        'nr,who,when,paid\n7,a,2026-01-05,5\n7,a,2026-01-01,1\n8,a,2026-01-02,2\n7,b,2026-01-03,3\n',
      )
      const { published } = await importing(warehouse)({ file, mapping: withIds })
      expect(published).toEqual({ events: 3, customers: 2, newCustomers: 2, duplicates: 1 })
      const anna = await warehouse.customer('a', ever)
      expect(anna?.events.map(event => [event.id, event.properties.get('amount')])).toEqual([
        ['8', 20_000],
        ['7', 50_000],
      ])
      const more = fileOf('b.csv', 'nr,who,when,paid\n9,a,2026-01-09,9\n7,a,2026-01-07,7\n')
      expect((await importing(warehouse)({ file: more, mapping: withIds })).published).toMatchObject({
        events: 1,
        duplicates: 1,
      })
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
      const { published } = await importing(warehouse)({ file, mapping: `${mapping}\nid: nr` })
      expect(published).toEqual({ events: 1, customers: 0, newCustomers: 0, duplicates: 1 })
    })

    test('each import is a batch of its own', async () => {
      const warehouse = await open()
      await importing(warehouse)({ file: fileOf('a.csv', text), mapping })
      const before = await warehouse.batch()
      await importing(warehouse)({ file: fileOf('b.csv', 'who,when,paid\nz,2026-02-01,1\n'), mapping })
      expect(await warehouse.batch()).toBe(before + 1)
    })
  })

  describe(`${name}: rows set aside`, () => {
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
      const { setAside, staged, published } = await importing(warehouse)({ file, mapping })
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
          reason: 'the customer id has a control character, or more than 500 characters',
        },
        { line: 15, column: '', reason: 'a quote is opened and never closed' },
      ])
      expect(staged).toMatchObject({ rows: 14, staged: 2, skipped: 0, setAsideCount: 12 })
      expect(published).toMatchObject({ events: 2, customers: 2 })
    })

    test('are left out without a word where the mapping says so', async () => {
      const warehouse = await open()
      const file = fileOf('a.csv', 'who,when,paid\n,2026-01-01,1\na,2026-01-01,1\n,nonsense,nonsense\nb\n')
      const { staged } = await importing(warehouse)({ file, mapping: `${mapping}\nskip: who is empty` })
      expect(staged).toMatchObject({ rows: 4, staged: 1, skipped: 2, setAsideCount: 1 })
    })

    test('an event nobody declared', async () => {
      const warehouse = await open()
      const shop = 'customer: who\nat: when\nevent: if kind = "x" then kind else purchase\nproperties: {}'
      const file = fileOf('a.csv', 'who,when,kind\na,2026-01-01,y\nb,2026-01-01,y\n')
      const { staged } = await importing(warehouse)({ file, mapping: shop })
      expect([...staged.perEvent]).toEqual([['purchase', 2]])
    })
  })

  describe(`${name}: forms of files`, () => {
    let warehouse: WarehouseOfImports
    beforeAll(async () => {
      warehouse = await open()
    })
    const amounts = async (customer: string) =>
      (await warehouse.customer(customer, ever))?.events.map(event => event.properties.get('amount'))
    const one = async (
      customer: string,
      file: ReturnType<typeof fileOf>,
      extra: Partial<TestImport> = {},
    ) => {
      const done = await importing(warehouse)({ file, mapping, ...extra })
      return { ...done, amounts: await amounts(customer) }
    }

    test('Latin-1 with a broken row', async () => {
      const text =
        'who;when;paid;city\nl1;2026-01-01;1,50;Besançon\nl1;2026-01-02;2;Köln;x\nl1;2026-01-03;3;Malmö\n'
      const comma = 'amount: \'replace(paid, ",", ".")\', city: city'
      const request = mapping.replace('amount: paid', comma)
      const done = await one('l1', fileOf('l.csv', Buffer.from(text, 'latin1')), { mapping: request })
      expect(done.detected.shape).toMatchObject({ encoding: 'windows-1252', delimiter: ';' })
      expect(done.amounts).toEqual([15_000, 30_000])
      expect(done.setAside).toEqual([{ line: 3, column: '', reason: 'has 5 fields, and 4 are expected' }])
      const events = (await warehouse.customer('l1', ever))?.events
      expect(events?.map(event => event.properties.get('city'))).toEqual(['Besançon', 'Malmö'])
    })

    for (const [form, bytes] of [
      ['UTF-16 little-endian', Buffer.from('\ufeffwho,when,paid\nu1,2026-01-01,1\n', 'utf16le')],
      ['UTF-16 big-endian', Buffer.from('\ufeffwho,when,paid\nu1,2026-01-01,1\n', 'utf16le').swap16()],
      ['UTF-8 with a byte order mark', Buffer.from('\ufeffwho,when,paid\nu1,2026-01-01,1\n')],
    ] as const) {
      test(form, async () => {
        const done = await one('u1', fileOf('u.csv', bytes))
        expect(done.detected.shape).toMatchObject({ byteOrderMark: true })
        expect(done.staged).toMatchObject({ staged: 1, setAsideCount: 0 })
        expect(done.amounts).toEqual([10_000])
      })
    }

    for (const delimiter of ['\t', ';', '|']) {
      test(`divided by ${JSON.stringify(delimiter)}, with CR LF at the end of lines`, async () => {
        const text = `who,when,paid\r\nd${delimiter.codePointAt(0)},2026-01-01,7\r\n`.replaceAll(
          ',',
          delimiter,
        )
        const done = await one(`d${delimiter.codePointAt(0)}`, fileOf('d.txt', text))
        expect(done.detected.shape).toMatchObject({ delimiter })
        expect(done.amounts).toEqual([70_000])
      })
    }

    test('quotes with delimiters, quotes and ends of lines in them', async () => {
      const text = 'who,when,paid,note\nq,2026-01-01,"1","say ""hi"", then\r\ngo"\nq,2026-01-02,2,""\n'
      const done = await one('q', fileOf('q.csv', text), {
        mapping: mapping.replace('amount: paid', 'amount: paid, note: note'),
      })
      expect(done.setAside).toEqual([])
      const events = (await warehouse.customer('q', ever))?.events
      expect(events?.map(event => event.properties.get('note'))).toEqual(['say "hi", then\r\ngo', undefined])
    })

    test('without a header', async () => {
      const done = await one('h', fileOf('h.csv', 'h,2026-01-01,4\nh,2026-01-02,5\n'), {
        mapping: mapping.replace('who', 'c1').replace('when', 'c2').replace('paid', 'c3'),
      })
      expect(done.detected.shape).toMatchObject({ header: false })
      expect(done.amounts).toEqual([40_000, 50_000])
    })

    test('with odd names of columns', async () => {
      const done = await one('o', fileOf('o.csv', 'Customer ID,"Paid, net",Datum (UTC)\no,6,2026-01-01\n'), {
        mapping:
          'customer: Customer ID\nat: "`Datum (UTC)`"\nevent: purchase\nproperties: { amount: "`Paid, net` * 1" }\ntypes: { amount: money }',
      })
      expect(done.amounts).toEqual([60_000])
    })

    test('a header and no row', async () => {
      const done = await one('nobody', fileOf('e.csv', 'who,when,paid\n'))
      expect(done.staged).toMatchObject({ rows: 0, staged: 0 })
      expect(done.published).toEqual({ events: 0, customers: 0, newCustomers: 0, duplicates: 0 })
    })

    test('gzip and zstd', async () => {
      expect(
        (await one('g', fileOf('g.csv.gz', gzipped('who,when,paid\ng,2026-01-01,1\n')))).amounts,
      ).toEqual([10_000])
      expect(
        (await one('z', fileOf('z.csv.zst', zstandard('who,when,paid\nz,2026-01-01,1\n')))).amounts,
      ).toEqual([10_000])
    })

    test('JSON Lines, with nested objects, exact numbers and a broken line', async () => {
      const text = [
        '{"who":"j","when":"2026-01-01T10:00:00Z","paid":{"net":1234567.1234}}',
        '{"who":"j","when":"2026-01-02T10:00:00+02:00","paid":{"net":"2"}}',
        '{"who":"j","when":',
        '[1]',
        '{"who":"j","when":"2026-01-03T10:00:00Z","paid":null}',
      ].join('\n')
      const done = await one('j', fileOf('j.jsonl', text), {
        mapping: mapping.replace('amount: paid', 'amount: paid.net'),
      })
      expect(done.setAside.map(row => row.line)).toEqual([3, 4])
      expect(done.setAside[1]?.reason).toBe('is no JSON object: it is a list and not an object')
      expect(done.amounts).toEqual([12_345_671_234, 20_000, undefined])
      const events = (await warehouse.customer('j', ever))?.events
      expect(events?.map(event => event.at)).toEqual([
        Date.UTC(2026, 0, 1, 10),
        Date.UTC(2026, 0, 2, 8),
        Date.UTC(2026, 0, 3, 10),
      ])
    })

    test('a hundred thousand rows', async () => {
      const rows = Array.from({ length: 100_000 }, (_, at) => `m${at % 1000},2026-01-01 00:00:00,${at / 100}`)
      const done = await one('m7', fileOf('m.csv', `who,when,paid\n${rows.join('\n')}\n`))
      expect(done.published).toEqual({ events: 100_000, customers: 1000, newCustomers: 1000, duplicates: 0 })
      const paid = done.amounts?.reduce<number>((sum, amount) => sum + Number(amount), 0)
      expect(paid).toBe(
        Array.from({ length: 100 }, (_, at) => (at * 1000 + 7) * 100).reduce((a, b) => a + b, 0),
      )
    })
  })

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
      const one = await importing(warehouse)({
        kind: 'customers',
        file: fileOf('c.csv', first),
        mapping: customers,
        at: january,
      })
      expect(one.published).toEqual({ events: 0, customers: 2, newCustomers: 2, duplicates: 0 })
      const two = await importing(warehouse)({
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

    test('the same file twice changes nothing; of two rows the later counts; an empty cell makes unknown', async () => {
      const warehouse = await open()
      const file = fileOf('c.csv', 'id,country,income\na,CZ,1\na,AT,2\nb,DE,3\n')
      const request = { kind: 'customers' as const, file, mapping: customers }
      expect((await importing(warehouse)({ ...request, at: january })).published).toEqual({
        events: 0,
        customers: 2,
        newCustomers: 2,
        duplicates: 1,
      })
      expect((await importing(warehouse)({ ...request, at: march })).published).toEqual({
        events: 0,
        customers: 0,
        newCustomers: 0,
        duplicates: 3,
      })
      expect(await known(warehouse, 'a', ever)).toEqual({ country: 'AT', income: 20_000 })
      const emptied = fileOf('c.csv', 'id,country,income\na,,2\n')
      await importing(warehouse)({ ...request, file: emptied, at: march })
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
      expect((await importing(warehouse)(request)).published).toEqual({
        events: 0,
        customers: 1,
        newCustomers: 1,
        duplicates: 1,
      })
      expect(await warehouse.customer('a', january - 1)).toBeUndefined()
      expect(await known(warehouse, 'a', january)).toEqual({ country: 'CZ', income: 10_000 })
      expect(await known(warehouse, 'a', Date.UTC(2026, 1, 1))).toEqual({ country: 'SK', income: 20_000 })
      expect((await importing(warehouse)(request)).published).toMatchObject({ customers: 0, duplicates: 3 })
    })

    test('of whom only events were known become known always', async () => {
      const warehouse = await open()
      await importing(warehouse)({ file: fileOf('e.csv', 'who,when,paid\na,2026-02-01,1\n'), mapping })
      expect(await warehouse.customer('a', january)).toBeUndefined()
      const file = fileOf('c.csv', 'id,country,income\na,CZ,1\n')
      await importing(warehouse)({ kind: 'customers', file, mapping: customers, at: march })
      expect(await known(warehouse, 'a', january)).toEqual({ country: 'CZ', income: 10_000 })
    })

    test('attributes of every type', async () => {
      const warehouse = await open()
      const file = fileOf(
        'c.csv',
        'id,vip,score,income,name,born,seen,lat,lon,likes\na,yes,0.1,12.3456,Zoë,1980-02-29,2026-01-01 10:00:00,50.08,14.43,b|a|b\nb,,,,,,,,,\n',
      )
      const all =
        'customer: id\nattributes: { vip: vip, score: score, income: income, name: name, born: born, seen: seen, home: [lat, lon], likes: likes split "|" }\ntypes: { score: number, income: money, name: text, vip: boolean, born: date, seen: instant }'
      await importing(warehouse)({ kind: 'customers', file, mapping: all, timezone: 'Europe/Prague' })
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
  })

  describe(`${name}: attributes that events bring`, () => {
    const withCountry = `${mapping}\nattributes: { country: country }`
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
      const { published } = await importing(warehouse)({ file, mapping: withCountry })
      expect(published).toMatchObject({ events: 5, customers: 2 })
      expect([
        await known(warehouse, 'a', day(1)),
        await known(warehouse, 'a', day(4)),
        await known(warehouse, 'a', day(5)),
      ]).toEqual(['CZ', 'CZ', 'SK'])
      expect(await known(warehouse, 'b', ever)).toBeUndefined()
      expect((await warehouse.customer('b', ever))?.since).toBe(day(1))
      const again = await importing(warehouse)({ file, mapping: withCountry })
      expect(again.published).toEqual({ events: 0, customers: 0, newCustomers: 0, duplicates: 5 })
    })

    test('late ones say what was true before, and not what is true now', async () => {
      const warehouse = await open()
      const file = (rows: string) => fileOf('a.csv', `who,when,paid,country\n${rows}\n`)
      await importing(warehouse)({ file: file('a,2026-01-05,1,SK'), mapping: withCountry })
      await importing(warehouse)({ file: file('a,2026-01-02,1,CZ\na,2026-01-07,1,SK'), mapping: withCountry })
      expect((await warehouse.customer('a', ever))?.since).toBe(day(2))
      expect([
        await known(warehouse, 'a', day(2)),
        await known(warehouse, 'a', day(5)),
        await known(warehouse, 'a', ever),
      ]).toEqual(['CZ', 'SK', 'SK'])
    })
  })

  const cells = skipConversions === undefined ? '' : ` (skipped: ${skipConversions})`
  describe.skipIf(skipConversions !== undefined)(
    `${name}: every cell as the reference reads it${cells}`,
    () => {
      let warehouse: WarehouseOfImports
      beforeAll(async () => {
        warehouse = await open()
      })
      for (const [number, { type, expression, columns, timezone }] of conversionCases.entries()) {
        test(`${type}: ${expression}${timezone === undefined ? '' : ` in ${timezone}`}`, async () => {
          const cells = columns === 1 ? hostileCells.map(cell => [cell]) : pairsOf(hostileCells)
          const header = ['key', ...Array.from({ length: columns }, (_, at) => `x${at + 1}`), 'day'].join(
            '\t',
          )
          const lines = cells.map((row, at) => [`k${at}`, ...row.map(quoted), '2026-01-01'].join('\t'))
          const value = expression.startsWith('[') ? expression : JSON.stringify(expression)
          const request = {
            file: fileOf('cells.tsv', `${header}\n${lines.join('\n')}\n`),
            mapping: `customer: '"case ${number}"'\nid: key\nat: day\nevent: seen_${number}\nproperties: { value: ${value} }\ntypes: { value: ${type} }`,
            reading: { delimiter: '\t', header: true, quote: '"' },
            ...(timezone !== undefined && { timezone }),
          } as const
          await expectAsRead(warehouse, detect, request, `case ${number}`)
        })
      }
    },
  )
}

/** Cells in quotes, so that whatever is in them is in them. */
function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

/** Each with each would be too many: each with one that follows it at some distance. */
function pairsOf(cells: readonly string[]): string[][] {
  return cells.flatMap((cell, at) => [1, 7, 23].map(step => [cell, cells[(at + step) % cells.length] ?? '']))
}

/** Imports a file whose first column is the id of an event of this customer, and compares every row with the reference reading. */
export async function expectAsRead(
  warehouse: WarehouseOfImports,
  detect: SourceFiles['detect'],
  request: TestImport,
  customer: string,
): Promise<void> {
  const { detected, mapping: checked, setAside, staged } = await importInto(warehouse, detect, request)
  const read = rowsAs(
    checked,
    detected.shape.columns.map(column => column.name),
  )
  const kept = (await warehouse.customer(customer, ever))?.events ?? []
  const found = new Map<string | number, unknown>([
    ...kept.map(event => [event.id, [...event.properties]] as const),
    ...setAside.map(row => [row.line, row] as const),
  ])
  const lines = linesOf(await textOf(request.file))
  const differing = lines.flatMap(({ line, cells }) => {
    const row = read({ line, defect: 0, cells })
    const expected =
      row.kind === 'problem' ? { line, ...row.problem } : row.kind === 'event' && [...row.properties]
    const stored = found.get(line) ?? found.get(cells[0] ?? '')
    return JSON.stringify(stored) === JSON.stringify(expected) ? [] : [{ cells, expected, stored }]
  })
  expect(differing).toEqual([])
  expect(staged.rows).toBe(lines.length)
}

async function textOf(file: TestImport['file']): Promise<string> {
  return Buffer.from(await file.read(0, file.size)).toString('utf8')
}

/** Rows of tab-separated text with every cell but the first and the last in quotes. */
function linesOf(text: string): { readonly line: number; readonly cells: readonly string[] }[] {
  let line = 1
  const rows: { line: number; cells: string[] }[] = []
  for (const record of text.split(/\n(?=k\d+\t|$)/)) {
    if (record !== '') rows.push({ line, cells: record.split('\t').map(unquoted) })
    line += record.split('\n').length
  }
  return rows.slice(1)
}

function unquoted(cell: string): string {
  const text = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
  return text.normalize('NFC')
}
