import { checkMapping, readMappingFile, type SourceFile } from '@kindred/engine'
import { describe, expect, test } from 'vitest'
import { detectFile } from '../../files/detect-file.ts'
import type { Nodes } from '../nodes.ts'
import { migrate } from '../schema/migrate.ts'
import { testClusterNodes, testNodes } from '../testing/test-nodes.ts'
import { stageRows } from './stage-rows.ts'

function fileOf(text: string): SourceFile {
  const bytes = Buffer.from(text)
  return {
    name: 'a.csv',
    size: bytes.length,
    open: async function* () {
      yield bytes
    },
    read: async (from, to) => bytes.subarray(from, to),
  }
}

/** Stages a file into a warehouse in which nothing of it was declared, as a dry run does. */
async function forecast(nodes: Nodes, kind: 'customers' | 'events', text: string, mapping: string) {
  await migrate(nodes)
  const file = fileOf(text)
  const { shape, rows } = await detectFile(file, {})
  const scope = { kind, columns: shape.columns, sample: rows, attributes: {}, events: {} }
  const checked = checkMapping(readMappingFile(mapping).file, { ...scope, timezone: 'UTC', declare: true })
  if (checked.mapping === undefined) throw new Error(checked.problems.map(problem => problem.says).join(' '))
  const request = { id: 'dry', file, shape, mapping: checked.mapping, at: Date.UTC(2026, 0, 1) }
  return (await stageRows(nodes, request, () => undefined)).forecast()
}

describe.each([
  ['embedded', () => testNodes()],
  ['two shards', () => testClusterNodes()],
])('what an import would come to, %s, with attributes that nobody declared yet', (_, open) => {
  test('of events', async () => {
    const text = 'who,when,country,tags\na,2026-01-01,CZ,x|y\na,2026-01-02,SK,\nb,2026-01-03,,z\n'
    const mapping =
      'customer: who\nat: when\nevent: visit\nattributes: { country: country, likes: tags }\ntypes: { country: text, likes: tags }'
    expect(await forecast(await open(), 'events', text, mapping)).toEqual({
      events: 3,
      customers: 2,
      newCustomers: 2,
      duplicates: 0,
    })
  })

  test.each([
    ['', ''],
    [', from a day on', '\nat: day'],
  ])('of customers%s', async (_, at) => {
    const text = 'who,day,country,spent\na,2026-01-01,CZ,1.5\nb,2026-01-02,SK,\nb,2026-01-02,SK,2\n'
    const mapping = `customer: who${at}\nattributes: { country: country, spent: spent }\ntypes: { spent: money }`
    expect(await forecast(await open(), 'customers', text, mapping)).toMatchObject({
      customers: 2,
      newCustomers: 2,
    })
  })

  test('of customers, attributes of every type', async () => {
    const cells = { boolean: 'yes', number: '1', money: '1.5', text: 'x', date: '2026-01-01' }
    const more = { instant: '2026-01-01T10:00:00Z', place: '50.1;14.4', tags: 'a' }
    const all = Object.entries({ ...cells, ...more })
    const types = all.map(([type]) => `a_${type}: ${type}`).join(', ')
    const read = all.map(([type]) => `a_${type}: ${type === 'place' ? 'replace(place, ";", ",")' : type}`)
    const text = `who,${all.map(([type]) => type)}\na,${all.map(([, cell]) => cell)}\n`
    const mapping = `customer: who\nattributes:\n  ${read.join('\n  ')}\ntypes: { ${types} }`
    expect(await forecast(await open(), 'customers', text, mapping)).toMatchObject({ newCustomers: 1 })
  })
})
