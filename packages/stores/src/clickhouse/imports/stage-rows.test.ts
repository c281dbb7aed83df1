import { fileOf, stageFile } from '@kindred/engine/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { detectFile } from '../../files/detect-file.ts'
import { ClickHouseWarehouse } from '../clickhouse-warehouse.ts'
import { PopulationQueries } from '../population/population-queries.ts'
import { testNodes } from '../testing/test-nodes.ts'
import { ClickHouseImports } from './clickhouse-imports.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const pieces = 4 * 1024 * 1024

test.each([
  { columns: 4, statements: 2 },
  { columns: 130, statements: 1 },
])(
  'a file of $columns columns is read by $statements statements, whole',
  async ({ columns, statements }) => {
    const nodes = await testNodes()
    const warehouse = new ClickHouseWarehouse({
      kind: 'embedded',
      nodes,
      imports: (of, journal) => new ClickHouseImports(of, journal),
      population: of => new PopulationQueries(of),
      stop: () => Promise.resolve(),
    })
    await warehouse.migrate()
    const inserts = vi.spyOn(nodes.first, 'insertBytes')
    const names = Array.from({ length: columns }, (_, at) => `f${at}`)
    const row = names.map(() => 'red').join(',')
    const rows = Math.ceil(pieces / row.length)
    const text = [['id', ...names].join(','), ...Array.from({ length: rows }, (_, at) => `c${at},${row}`)]
    const attributes = names.map(name => `${name}: ${name}`).join(', ')
    const { staged } = await stageFile(warehouse, detectFile, {
      file: fileOf('colours.csv', `${text.join('\n')}\n`),
      kind: 'customers',
      mapping: `customer: id\nattributes: { ${attributes} }`,
    })
    expect(staged).toMatchObject({ rows, staged: rows, setAsideCount: 0 })
    expect(inserts).toHaveBeenCalledTimes(statements)
  },
  120_000,
)
