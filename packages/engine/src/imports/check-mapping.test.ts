import { describe, expect, test } from 'vitest'
import { checkMapping, type MappingScope } from './check-mapping.ts'
import { detectShape } from './detect-shape.ts'
import { draftMapping } from './draft-mapping.ts'
import { readMappingFile } from './mapping-file.ts'
import { printMapping } from './print-mapping.ts'

const text = [
  'Order No,Customer ID,When,Kind,Pieces,Unit Price,Country,Empty',
  'A1,7,2026-01-31 10:30:00,purchase,2,19.90,CZ,',
  'A2,8,2026-02-01 09:00:00,visit,,,SK,',
].join('\n')
const sample = {
  name: 'shop.csv',
  text,
  whole: true,
  encoding: 'utf-8',
  byteOrderMark: false,
  compression: 'none',
} as const
const detected = detectShape(sample, {})
const scope: MappingScope = {
  kind: 'events',
  columns: detected?.shape.columns ?? [],
  sample: detected?.rows ?? [],
  attributes: {},
  events: {},
  timezone: 'Europe/Prague',
  declare: true,
}
const base = 'customer: Customer ID\nat: When\nevent: purchase\n'

function check(mapping: string, more: Partial<MappingScope> = {}) {
  const read = readMappingFile(mapping)
  const checked = checkMapping(read.file, { ...scope, ...more })
  const problems = [...read.problems, ...checked.problems]
  return { ...checked, codes: problems.map(problem => [problem.code, problem.field]), problems }
}

describe('what a mapping declares', () => {
  test('new names with the types their columns look like, all events with the properties mapped for all', () => {
    const { declares, codes } = check(
      `${base.replace('purchase', 'Kind')}properties:\n  pieces: Pieces\n  paid: Pieces * \`Unit Price\`\n  order: Order No\nattributes: { country: Country }\n`,
    )
    expect(codes).toEqual([])
    const properties = { pieces: 'number', paid: 'money', order: 'text' }
    expect(declares).toEqual({
      attributes: { country: 'text' },
      events: { purchase: properties, visit: properties },
    })
  })

  test('a property goes to the events that declare it, and to new ones', () => {
    const events = {
      purchase: { properties: { paid: { type: 'money' } } },
      call: { properties: {} },
    } as const
    const { declares, mapping } = check(
      `${base.replace('purchase', 'Kind')}properties: { paid: Unit Price }`,
      { events },
    )
    expect(declares.events).toEqual({ visit: { paid: 'money' } })
    const takers = mapping?.kind === 'events' ? [...mapping.properties].filter(([, own]) => own.size > 0) : []
    expect(takers.map(([event]) => event)).toEqual(['purchase', 'visit'])
  })

  test('properties of one event are its own', () => {
    const { declares } = check(
      'customer: Customer ID\nat: When\nevent: Kind\nproperties: { purchase: { paid: Unit Price } }',
    )
    expect(declares.events).toEqual({ purchase: { paid: 'money' }, visit: {} })
  })

  test('the type said counts more than what the column looks like, and the type declared more than both', () => {
    const types = 'types: { order: text, pieces: text }'
    expect(check(`${base}properties: { order: Order No, pieces: Pieces }\n${types}`).declares.events).toEqual(
      {
        purchase: { order: 'text', pieces: 'text' },
      },
    )
    const events = { purchase: { properties: { pieces: { type: 'number' } } } } as const
    expect(check(`${base}properties: { pieces: Pieces }\ntypes: { pieces: text }`, { events }).codes).toEqual(
      [['type_differs', 'types.pieces']],
    )
  })

  test('a column with nothing in it has no type that could be told', () => {
    expect(check(`${base}properties: { nothing: Empty }`).codes).toEqual([
      ['type_of_new_unclear', 'properties.nothing'],
    ])
  })
})

describe('what is wrong with a mapping', () => {
  test.each([
    ['at: When\nevent: purchase', ['mapping_key_missing', 'customer']],
    [base.replace('Customer ID', 'Custmer ID'), ['expression_syntax', 'customer']],
    [base.replace('Customer ID', '"`Custmer ID`"'), ['column_unknown', 'customer']],
    [`${base}skip: 'Pieces = ""'`, ['empty_text_compared', 'skip']],
    [`${base}skip: Pieces + 1`, ['not_readable_as', 'skip']],
    [`${base}properties: { Paid: Pieces }`, ['name_unfit', 'properties.Paid']],
    [`${base}properties: { where: Pieces }`, ['name_unfit', 'properties.where']],
    [`${base}types: { paid: euro }`, ['type_unknown', 'types.paid']],
    [`${base}types: { paid: money }`, ['type_unused', 'types.paid']],
    [base.replace('at: When', 'at: When as "yy"'), ['time_format', 'at']],
    [base.replace('at: When', 'at: When as "yyyy-MM-dd hh:mm"'), ['time_format', 'at']],
    [base.replace('at: When', 'at: When as "iso" in Europe/Pragu'), ['timezone_unknown', 'at']],
    [base.replace('at: When', 'at: \'"now"\''), ['not_readable_as', 'at']],
    [`${base}kind: customers`, ['kind_differs', 'kind']],
    [`${base}properties: { part: 'part(Kind, "-", 0)' }`, ['argument_not_literal', 'properties.part']],
    [`${base}properties: { big: Pieces * 1234567890123456 }`, ['number_out_of_range', 'properties.big']],
    [base.replace('purchase', 'Order No'), ['no_events', 'event']],
    ['- a\n- b', ['mapping_shape', undefined]],
    ['a: [', ['mapping_not_yaml', undefined]],
    [`${base}properties: 5`, ['mapping_shape', 'properties']],
    [`${base}declare: maybe`, ['mapping_shape', 'declare']],
  ])('%j', (mapping, problem) => {
    expect(check(mapping).codes).toContainEqual(problem)
  })

  test('a customers mapping has no events', () => {
    const codes = check('customer: Customer ID\nevent: purchase\nproperties: { a: Kind }', {
      kind: 'customers',
    }).codes
    expect(codes).toContainEqual(['mapping_key_misplaced', 'event'])
    expect(codes).toContainEqual(['mapping_key_misplaced', 'properties'])
  })

  test('the two readings of an ambiguous condition are both shown', () => {
    const { problems } = check(`${base}skip: 'Kind = "a" or Kind = "b" and Pieces > 1'`)
    expect(problems[0]?.remedy).toBe(
      'Write `(Kind = "a" or Kind = "b") and Pieces > 1` or `Kind = "a" or (Kind = "b" and Pieces > 1)`.',
    )
  })

  test('an unknown column is told with the nearest one', () => {
    expect(check(base.replace('When', 'Whan')).problems[0]?.remedy).toContain("Write 'When'")
  })
})

describe('the first draft of a mapping', () => {
  const draft = (options: Partial<Parameters<typeof draftMapping>[0]> = {}) =>
    printMapping(draftMapping({ kind: 'events', ...options }, scope))

  test('finds customer, instant and event, and computes what was paid', () => {
    expect(draft()).toBe(
      [
        'kind: events',
        'customer: Customer ID',
        'at: When as "yyyy-MM-dd HH:mm:ss" in Europe/Prague',
        'event: purchase # a guess: the file does not say what its rows are',
        'properties:',
        '  order_no: Order No',
        '  kind: Kind',
        '  pieces: Pieces',
        '  unit_price: Unit Price',
        '  amount: Pieces * `Unit Price`',
        'attributes:',
        '  country: Country',
        'types: { order_no: text, kind: text, pieces: number, unit_price: money, amount: money, country: text }',
        '',
      ].join('\n'),
    )
  })

  test('takes what it is told', () => {
    expect(
      draft({ event: 'Kind', customer: 'Order No', at: 'When', eventId: 'Order No', declare: true }),
    ).toContain(
      'customer: Order No\nat: When as "yyyy-MM-dd HH:mm:ss" in Europe/Prague\nevent: Kind\nid: Order No\n',
    )
  })

  test('is a mapping without problems', () => {
    expect(check(draft()).codes).toEqual([])
    expect(check(draft({ kind: 'customers' }), { kind: 'customers' }).codes).toEqual([])
  })
})

describe('how much a mapping may read of each row', () => {
  const attributes = (count: number, value: (at: number) => string) =>
    `customer: Customer ID\nattributes: { ${Array.from({ length: count }, (_, at) => `a${at}: '${value(at)}'`).join(', ')} }`

  test('a thousand values, and not one more', () => {
    const different = (at: number) => `join(Country, "${at}")`
    expect(check(attributes(1000, different), { kind: 'customers' }).problems).toEqual([])
    const { problems, mapping } = check(attributes(1001, different), { kind: 'customers' })
    expect(mapping).toBeUndefined()
    expect(problems).toMatchObject([
      {
        code: 'too_many_values',
        says: 'The mapping reads 1,001 values of each row, and up to 1,000 are read at a time.',
        remedy:
          'Divide it into mappings of up to 1,000 attributes, and import the file by one after the other.',
      },
    ])
  })

  test('what several events read alike is one', () => {
    const properties = { pieces: { type: 'number' }, paid: { type: 'money' } } as const
    const events = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`e${at}`, { properties }]))
    const text = base.replace('purchase', 'Kind').concat('properties: { pieces: Pieces, paid: Unit Price }')
    const sample = Object.keys(events).map(name => ['', '', '', name])
    const { problems, mapping } = check(text, { events, sample })
    expect(problems).toEqual([])
    const each = mapping?.kind === 'events' ? [...mapping.properties.values()].map(of => of.size) : []
    expect(each).toEqual(Array.from({ length: 600 }, () => 2))
  })
})
