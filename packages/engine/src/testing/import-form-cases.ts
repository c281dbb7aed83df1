import { beforeAll, expect, test } from 'vitest'
import {
  fileOf,
  gzipped,
  importInto,
  type TestImport,
  type WarehouseOfImports,
  zstandard,
} from './import-files.ts'
import { ever, purchases } from './import-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseImportsSuite } from './warehouse-imports-suite.ts'

/** Files of every encoding, delimiter and packing, into one warehouse. */
export function formCases({ name, open, detect, skipReading }: WarehouseImportsSuite): void {
  describeUnless(skipReading, `${name}: forms of files`, () => {
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
      const done = await importInto(warehouse, detect, { file, mapping: purchases, ...extra })
      return { ...done, amounts: await amounts(customer) }
    }

    test('Latin-1 with a broken row', async () => {
      const text =
        'who;when;paid;city\nl1;2026-01-01;1,50;Besançon\nl1;2026-01-02;2;Köln;x\nl1;2026-01-03;3;Malmö\n'
      const comma = 'amount: \'replace(paid, ",", ".")\', city: city'
      const request = purchases.replace('amount: paid', comma)
      const done = await one('l1', fileOf('l.csv', Buffer.from(text, 'latin1')), { mapping: request })
      expect(done.detected.shape).toMatchObject({ encoding: 'windows-1252', delimiter: ';' })
      expect(done.amounts).toEqual([15_000, 30_000])
      expect(done.setAside).toEqual([{ line: 3, column: '', reason: 'has 5 fields, and 4 are expected' }])
      const events = (await warehouse.customer('l1', ever))?.events
      expect(events?.map(event => event.properties.get('city'))).toEqual(['Besançon', 'Malmö'])
    })

    test('UTF-8 with a broken byte: that row is set aside, and the names of the others stay whole', async () => {
      const bytes = Buffer.from(
        'who,when,paid,city\nb1,2026-01-01,1,Málaga\nb1,2026-01-02,2,Br?no\nb1,2026-01-03,3,İzmir\n',
      )
      bytes[bytes.indexOf('?')] = 0xff
      const mapping = purchases.replace('amount: paid', 'amount: paid, city: city')
      const done = await one('b1', fileOf('b.csv', bytes), { mapping })
      expect(done.detected.shape).toMatchObject({ encoding: 'utf-8' })
      expect(done.setAside).toMatchObject([{ line: 3, reason: expect.stringContaining('is not text') }])
      const events = (await warehouse.customer('b1', ever))?.events
      expect(events?.map(event => event.properties.get('city'))).toEqual(['Málaga', 'İzmir'])
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
        mapping: purchases.replace('amount: paid', 'amount: paid, note: note'),
      })
      expect(done.setAside).toEqual([])
      const events = (await warehouse.customer('q', ever))?.events
      expect(events?.map(event => event.properties.get('note'))).toEqual(['say "hi", then\r\ngo', undefined])
    })

    test('without a header', async () => {
      const done = await one('h', fileOf('h.csv', 'h,2026-01-01,4\nh,2026-01-02,5\n'), {
        mapping: purchases.replace('who', 'c1').replace('when', 'c2').replace('paid', 'c3'),
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
        mapping: purchases.replace('amount: paid', 'amount: paid.net'),
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
  })

  test(`${name}: a hundred thousand rows`, async () => {
    const warehouse = await open()
    const rows = Array.from({ length: 100_000 }, (_, at) => `m${at % 1000},2026-01-01 00:00:00,${at / 100}`)
    const file = fileOf('m.csv', `who,when,paid\n${rows.join('\n')}\n`)
    const { published } = await importInto(warehouse, detect, { file, mapping: purchases })
    expect(published).toEqual({ events: 100_000, customers: 1000, newCustomers: 1000, duplicates: 0 })
    const amounts = (await warehouse.customer('m7', ever))?.events.map(event =>
      event.properties.get('amount'),
    )
    const paid = amounts?.reduce<number>((sum, amount) => sum + Number(amount), 0)
    expect(paid).toBe(
      Array.from({ length: 100 }, (_, at) => (at * 1000 + 7) * 100).reduce((a, b) => a + b, 0),
    )
  })
}
