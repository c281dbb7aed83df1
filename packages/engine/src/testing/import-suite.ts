import { beforeEach, describe, expect, test } from 'vitest'
import { finishImports, importFile } from '../pipeline/import.ts'
import type { ImportRequest } from '../pipeline/plan-import.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { SourceFiles } from '../ports/source-file.ts'
import type { Warehouse } from '../ports/warehouse.ts'

export interface ImportSuite {
  readonly name: string
  /** A new, empty pair of stores, migrated. */
  open(): Promise<{ readonly warehouse: Warehouse; readonly catalog: Catalog }>
  readonly files: SourceFiles
  /** Writes a file that can be opened by its path. */
  write(name: string, content: string): Promise<string>
  read(path: string): Promise<string>
}

const shop = [
  'order,customer,when,total,country',
  'A1,anna,2026-01-01 10:00:00,10.50,CZ',
  'A2,,2026-01-02 10:00:00,20,CZ',
  'A3,bob,2026-01-03 10:00:00,many,SK',
  'A4,bob,2026-01-04 10:00:00,40,SK',
  '',
].join('\n')
const mapping = [
  'kind: events',
  'customer: customer',
  'at: when as "yyyy-MM-dd HH:mm:ss" in Europe/Prague',
  'event: purchase',
  'properties: { order: order, total: total }',
  'attributes: { country: country }',
  'types: { order: text, total: money, country: text }',
].join('\n')

/** The whole flow of an import, over stores and files. */
export function importSuite({ name, open, files, write, read }: ImportSuite): void {
  describe(`${name}: importing a file`, () => {
    let stores: Awaited<ReturnType<ImportSuite['open']>>
    let now = Date.UTC(2026, 10, 21)
    let count = 0
    const ports = () => ({ ...stores, files, clock: () => now })
    const asked = (path: string, more: Partial<ImportRequest> = {}): ImportRequest => ({
      id: `import_${++count}`,
      path,
      kind: 'events',
      declare: true,
      dryRun: false,
      reading: {},
      settings: { timezone: 'Europe/Prague' },
      author: 'test',
      ...more,
    })

    beforeEach(async () => {
      stores = await open()
      now = Date.UTC(2026, 10, 21)
    })

    test('counts every row of the file: imported, set aside, skipped or known', async () => {
      const shown: unknown[] = []
      const request = asked(await write('shop.csv', shop), { mapping })
      const report = await importFile(ports(), request, state => shown.push(state))
      expect(shown.at(-1)).toMatchObject({ step: 'publish', rows: 4, setAside: 2 })
      expect(report).toMatchObject({
        dryRun: false,
        rows: 4,
        imported: 2,
        skipped: 0,
        duplicates: 0,
        newCustomers: 2,
        setAside: 2,
        declared: ['country', 'purchase', 'purchase.order', 'purchase.total'],
      })
      expect(report.setAsideExamples).toEqual([
        { line: 3, column: 'customer', reason: 'has no customer id' },
        { line: 4, column: 'total', reason: "'many' is not a number" },
      ])
      expect(report.preview.columns).toEqual(['customer', 'event', 'at', 'order', 'total', 'country'])
      expect(report.preview.rows).toEqual([
        ['anna', 'purchase', '2026-01-01 10:00', 'A1', '10.5', 'CZ'],
        ['bob', 'purchase', '2026-01-04 10:00', 'A4', '40', 'SK'],
      ])
      expect(report.record).toMatchObject({ state: 'done', rows: 4, imported: 2, setAside: 2, duplicates: 0 })
      expect(await stores.warehouse.counts()).toMatchObject({ customers: 2, events: 2 })
    })

    test('one file is two events where two mappings say so, and each of them counts once', async () => {
      const path = await write('parcels.csv', 'customer,ordered,sent\nanna,2026-01-01,2026-01-03\n')
      const by = (event: string, at: string) =>
        asked(path, { mapping: `kind: events\ncustomer: customer\nat: ${at}\nevent: ${event}\n` })
      expect(await importFile(ports(), by('order', 'ordered'))).toMatchObject({ imported: 1, duplicates: 0 })
      expect(await importFile(ports(), by('parcel', 'sent'))).toMatchObject({ imported: 1, duplicates: 0 })
      expect(await importFile(ports(), by('parcel', 'sent'))).toMatchObject({ imported: 0, duplicates: 1 })
      expect(await importFile(ports(), by('order', 'ordered'))).toMatchObject({ imported: 0, duplicates: 1 })
      expect(await stores.warehouse.counts()).toMatchObject({ customers: 1, events: 2 })
    })

    test('two at once that declare alike both come in', async () => {
      const paths = [await write('one.csv', shop), await write('two.csv', shop.replaceAll('A', 'B'))]
      const reports = await Promise.all(paths.map(path => importFile(ports(), asked(path, { mapping }))))
      expect(reports.map(({ imported }) => imported)).toEqual([2, 2])
      expect(await stores.warehouse.counts()).toMatchObject({ customers: 2, events: 4 })
    })

    test('what it declares is stored as definitions of its own', async () => {
      await importFile(ports(), asked(await write('shop.csv', shop), { mapping }))
      const stored = await stores.catalog.definitions.current()
      expect(stored?.definitions.settings.timezone).toBe('Europe/Prague')
      expect(stored?.definitions.attributes).toEqual({ country: { type: 'text', source: 'import' } })
      expect(stored?.definitions.events).toEqual({
        purchase: { source: 'import', properties: { order: { type: 'text' }, total: { type: 'money' } } },
      })
      const again = await importFile(
        ports(),
        asked(await write('shop.csv', shop), { mapping, declare: false }),
      )
      expect(again).toMatchObject({ imported: 0, duplicates: 2, declared: [] })
      expect((await stores.catalog.definitions.current())?.version).toBe(stored?.version)
    })

    test('new names are refused with the definitions to add, and nothing has changed', async () => {
      const path = await write('shop.csv', shop)
      const refused = importFile(ports(), asked(path, { mapping, declare: false }))
      await expect(refused).rejects.toMatchObject({
        code: 'import_has_problems',
        details: {
          problems: [
            {
              code: 'attribute_undeclared',
              remedy: expect.stringContaining('{ attributes: { country: { type: text } } }'),
            },
            {
              code: 'event_undeclared',
              remedy: expect.stringContaining(
                '{ events: { purchase: { properties: { order: text, total: money } } } }',
              ),
            },
          ],
        },
      })
      expect(await stores.catalog.imports.list(10)).toEqual([])
      expect(await stores.catalog.definitions.current()).toBeUndefined()
    })

    test('a dry run shows all of it and keeps nothing', async () => {
      const report = await importFile(
        ports(),
        asked(await write('shop.csv', shop), { mapping, declare: false, dryRun: true }),
      )
      expect(report).toMatchObject({ dryRun: true, rows: 4, imported: 2, newCustomers: 2, setAside: 2 })
      expect(report.declared).toEqual(['country', 'purchase', 'purchase.order', 'purchase.total'])
      expect(report.problems.map(problem => problem.code)).toEqual([
        'attribute_undeclared',
        'event_undeclared',
      ])
      expect(report.setAsideFile).toBeUndefined()
      expect(await stores.catalog.imports.list(10)).toEqual([])
      expect(await stores.catalog.definitions.current()).toBeUndefined()
      expect(await stores.warehouse.counts()).toMatchObject({ customers: 0, events: 0 })
    })

    test('the mapping a dry run drafts can be given back as it is', async () => {
      const path = await write('shop.csv', shop)
      const draft = await importFile(ports(), asked(path, { dryRun: true }))
      expect(draft.mapping).toContain(
        'customer: customer\nat: when as "yyyy-MM-dd HH:mm:ss" in Europe/Prague\n',
      )
      const report = await importFile(ports(), asked(path, { mapping: draft.mapping }))
      expect(report).toMatchObject({ imported: draft.imported, setAside: draft.setAside })
    })

    test('without a mapping an event nobody named is refused, and imported when it is named', async () => {
      const path = await write('shop.csv', shop)
      await expect(importFile(ports(), asked(path))).rejects.toMatchObject({
        details: { problems: [{ code: 'nothing_mapped' }] },
      })
      expect(await importFile(ports(), asked(path, { event: 'purchase' }))).toMatchObject({
        rows: 4,
        imported: 3,
      })
    })

    test('rows set aside can be mended and imported with the same mapping', async () => {
      const first = await importFile(ports(), asked(await write('shop.csv', shop), { mapping }))
      const path = first.setAsideFile ?? ''
      const text = await read(path)
      expect(text).toBe(
        [
          'set_aside_line,set_aside_column,set_aside_reason,order,customer,when,total,country',
          '3,customer,has no customer id,A2,,2026-01-02 10:00:00,20,CZ',
          "4,total,'many' is not a number,A3,bob,2026-01-03 10:00:00,many,SK",
          '',
        ].join('\n'),
      )
      const unmended = await importFile(ports(), asked(path, { mapping }))
      expect(unmended).toMatchObject({ rows: 2, imported: 0, setAside: 2 })
      expect(unmended.setAsideFile).not.toBe(path)
      expect(await read(path)).toBe(text)
      const again = text.replace('\n3,', '\n2,').replace('\n4,', '\n3,')
      expect(await read(unmended.setAsideFile ?? '')).toBe(again)
      const mended = await write('mended.csv', text.replace(',many,', ',30,').replace('A2,,', 'A2,carla,'))
      expect(await importFile(ports(), asked(mended, { mapping }))).toMatchObject({
        rows: 2,
        imported: 2,
        setAside: 0,
      })
      expect(await stores.warehouse.counts()).toMatchObject({ customers: 3, events: 4 })
      const whole = await write('whole.csv', shop.replace('many', '30').replace('A2,,', 'A2,carla,'))
      expect(await importFile(ports(), asked(whole, { mapping }))).toMatchObject({
        imported: 0,
        duplicates: 4,
      })
    })

    test('of JSON Lines the rows set aside stay JSON Lines', async () => {
      const lines = ['{"id":1,"age":"x"}', '{"id":2,"age":3}', '{"id":', '{}', '']
      const request = {
        kind: 'customers' as const,
        mapping: 'customer: id\nattributes: { age: age }\ntypes: { age: number }',
      }
      const report = await importFile(ports(), asked(await write('people.jsonl', lines.join('\n')), request))
      expect(report).toMatchObject({ rows: 4, imported: 1, setAside: 3 })
      const text = await read(report.setAsideFile ?? '')
      const reasons = (line: number, column: string, reason: string) =>
        `{"set_aside_line":"${line}","set_aside_column":"${column}","set_aside_reason":"${reason}"`
      const [first, second, third] = text.split('\n')
      expect(first).toBe(`${reasons(1, 'age', "'x' is not a number")},"id":1,"age":"x"}`)
      expect(second).toMatch(
        /^\{"set_aside_line":"3","set_aside_column":"","set_aside_reason":"is no JSON object: .*","id":$/,
      )
      expect(third).toBe(`${reasons(4, 'id', 'has no customer id')}}`)
      const mended = await write('mended.jsonl', text.replace('"x"', '7'))
      expect(await importFile(ports(), asked(mended, request))).toMatchObject({
        rows: 3,
        imported: 1,
        setAside: 2,
      })
    })

    test('an import that is cancelled leaves nothing', async () => {
      const rows = Array.from({ length: 50_000 }, (_, at) => `A${at},c${at},2026-01-01 10:00:00,1,CZ`)
      const path = await write('long.csv', `order,customer,when,total,country\n${rows.join('\n')}\n`)
      const cancel = new AbortController()
      const running = importFile(
        ports(),
        asked(path, { mapping }),
        state => state.rows > 0 && cancel.abort(),
        cancel.signal,
      )
      await expect(running).rejects.toMatchObject({ code: 'import_cancelled' })
      const [record] = await stores.catalog.imports.list(1)
      expect(record).toMatchObject({ state: 'failed', reason: expect.stringContaining('cancelled') })
      expect(await stores.warehouse.counts()).toMatchObject({ customers: 0, events: 0 })
      expect(await stores.catalog.imports.unfinished()).toEqual([])
    })

    test('progress rises to the end of the file', async () => {
      const path = await write('shop.csv', shop)
      const seen: { step: string; rows: number; bytes: number; size: number }[] = []
      await importFile(ports(), asked(path, { mapping }), state => seen.push(state))
      expect(seen.map(state => state.step)).toEqual(expect.arrayContaining(['detect', 'stage', 'publish']))
      expect(seen.at(-1)).toMatchObject({ step: 'publish', rows: 4, bytes: shop.length, size: shop.length })
    })

    describe('after a process that died', () => {
      const dying = (at: 'stage' | 'publish') => {
        const { imports } = stores.warehouse
        const die = () => Promise.reject(new Error('killed'))
        const dead = {
          stage: imports.stage.bind(imports),
          publish: imports.publish.bind(imports),
          discard: die,
          ...(at === 'publish' ? { publish: die } : {}),
        }
        // The catalog of a dead process writes nothing either.
        const files_ = at === 'stage' ? { ...files, writeSetAside: die } : files
        const warehouse = new Proxy(stores.warehouse, {
          get: (target, key) => {
            const value: unknown = key === 'imports' ? dead : Reflect.get(target, key, target)
            return typeof value === 'function' ? value.bind(target) : value
          },
        })
        return { ...ports(), warehouse, files: files_ }
      }

      test('an import that was being read is rolled back whole', async () => {
        const path = await write('shop.csv', shop)
        await expect(importFile(dying('stage'), asked(path, { mapping }))).rejects.toThrow('killed')
        expect(await stores.catalog.imports.unfinished()).toMatchObject([{ state: 'staging' }])
        expect(await finishImports(ports())).toMatchObject([{ state: 'failed' }])
        expect(await stores.warehouse.counts()).toMatchObject({ customers: 0, events: 0 })
        expect(await importFile(ports(), asked(path, { mapping }))).toMatchObject({
          imported: 2,
          duplicates: 0,
        })
      })

      test('an import that was being published is published to its end', async () => {
        const path = await write('shop.csv', shop)
        await expect(importFile(dying('publish'), asked(path, { mapping }))).rejects.toThrow('killed')
        expect(await stores.catalog.imports.unfinished()).toMatchObject([{ state: 'publishing' }])
        expect(await finishImports(ports())).toMatchObject([
          { state: 'done', rows: 4, imported: 2, setAside: 2 },
        ])
        expect(await stores.warehouse.counts()).toMatchObject({ customers: 2, events: 2 })
        expect(await finishImports(ports())).toEqual([])
        expect(await importFile(ports(), asked(path, { mapping }))).toMatchObject({
          imported: 0,
          duplicates: 2,
        })
      })
    })

    test('problems of a mapping come all at once, each with its place', async () => {
      const path = await write('shop.csv', shop)
      const wrong = [
        'customer: custmer',
        'at: when as "yyyy" in Europe/Prag',
        'event: purchase',
        'properties: { total: "total *", order: shout(order), note: if total > 1 and order = "A" or total < 0 then "a" else "b" }',
        'colour: red',
      ].join('\n')
      const refused = importFile(ports(), asked(path, { mapping: wrong }))
      await expect(refused).rejects.toMatchObject({
        details: {
          problems: expect.arrayContaining([
            expect.objectContaining({ code: 'mapping_key_unknown', field: 'colour' }),
          ]),
        },
      })
      const mended = wrong.replace('\ncolour: red', '')
      await expect(importFile(ports(), asked(path, { mapping: mended }))).rejects.toMatchObject({
        details: {
          problems: expect.arrayContaining([
            expect.objectContaining({ code: 'column_unknown', field: 'customer' }),
            expect.objectContaining({ code: 'timezone_unknown', field: 'at' }),
            expect.objectContaining({ code: 'expression_syntax', field: 'properties.total' }),
            expect.objectContaining({ code: 'function_unknown', field: 'properties.order' }),
            expect.objectContaining({ code: 'mixed_and_or', field: 'properties.note' }),
          ]),
        },
      })
    })
  })
}
