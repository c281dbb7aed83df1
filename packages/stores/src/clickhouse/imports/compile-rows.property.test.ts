import { expectAsRead, fileOf, generatedExpressions, hostileCells } from '@kindred/engine/testing'
import fc from 'fast-check'
import { beforeAll, test } from 'vitest'
import { detectFile } from '../../files/detect-file.ts'
import { ClickHouseWarehouse } from '../clickhouse-warehouse.ts'
import { PopulationQueries } from '../population/population-queries.ts'
import { testNodes } from '../testing/test-nodes.ts'
import { ClickHouseImports } from './clickhouse-imports.ts'

/** More of them with `KINDRED_RUNS=500 npx vitest run compile-rows.property`. */
const runs = Number(process.env.KINDRED_RUNS ?? 12)
let warehouse: ClickHouseWarehouse

beforeAll(async () => {
  warehouse = new ClickHouseWarehouse({
    kind: 'embedded',
    nodes: await testNodes(),
    imports: (of, journal) => new ClickHouseImports(of, journal),
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
})

const header = 'key\tx1\tx2\tday'
const rows = hostileCells.flatMap((cell, at) =>
  [1, 5, 11].map((step, index) => {
    const cells = [cell, hostileCells[(at + step) % hostileCells.length] ?? '']
    return [`k${at * 3 + index}`, ...cells.map(one => `"${one.replaceAll('"', '""')}"`), '2026-01-01'].join(
      '\t',
    )
  }),
)
const file = fileOf('cells.tsv', `${header}\n${rows.join('\n')}\n`)

test('the warehouse reads every row as the reference does, whatever the mapping', async () => {
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.array(generatedExpressions, { minLength: 1, maxLength: 3 }), async expressions => {
      const customer = `run ${++count}`
      const names = expressions.map((_, at) => `p${at}`)
      const lines = (part: 'text' | 'type') =>
        names.map((name, at) => `  ${name}: ${JSON.stringify(expressions[at]?.[part])}`).join('\n')
      const mapping = [
        `customer: '"${customer}"'`,
        'id: key',
        'at: day',
        `event: run_${count}`,
        `properties:\n${lines('text')}`,
        `types:\n${lines('type')}`,
      ].join('\n')
      const reading = { delimiter: '\t', header: true, quote: '"' } as const
      await expectAsRead(warehouse, detectFile, { file, mapping, reading }, customer)
    }),
    { numRuns: runs },
  )
}, 600_000)
