import { fileOf, importInto } from '@kindred/engine/testing'
import { expect, test } from 'vitest'
import { detectFile } from '../../files/detect-file.ts'
import { ClickHouseWarehouse } from '../clickhouse-warehouse.ts'
import { PopulationQueries } from '../population/population-queries.ts'
import { testNodes } from '../testing/test-nodes.ts'
import { ClickHouseImports } from './clickhouse-imports.ts'

const names = Array.from({ length: 500 }, (_, at) => `answer_${at}`)
const mapping = `customer: id\nattributes: { ${names.map(name => `${name}: ${name}`).join(', ')} }\ntypes: { ${names.map(name => `${name}: text`).join(', ')} }`

function answers(last: string) {
  const rows = ['a', 'b'].map(id =>
    [id, ...names.map((_, at) => (at === 499 && id === 'b' ? last : `${at}`))].join(','),
  )
  return fileOf('survey.csv', `id,${names.join(',')}\n${rows.join('\n')}\n`)
}

test('five hundred attributes: what is said of them fits no statement of ordinary length', async () => {
  const nodes = await testNodes()
  const warehouse = new ClickHouseWarehouse({
    kind: 'embedded',
    nodes,
    imports: (of, journal) => new ClickHouseImports(of, journal),
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
  const [january, march] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 2, 1)]
  const imported = (last: string, at: number) =>
    importInto(warehouse, detectFile, { kind: 'customers', file: answers(last), mapping, at })
  expect((await imported('yes', january)).published).toMatchObject({ customers: 2, newCustomers: 2 })
  expect((await imported('no', march)).published).toMatchObject({ customers: 1, newCustomers: 0 })
  const [before, after] = [await warehouse.customer('b', march - 1), await warehouse.customer('b', march)]
  expect([before?.attributes.get('answer_499'), after?.attributes.get('answer_499')]).toEqual(['yes', 'no'])
  expect(after?.attributes.size).toBe(500)
}, 120_000)
