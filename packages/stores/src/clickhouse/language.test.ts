import { type Checked, compilePopulation, compileText, readValue, type Value } from '@kindred/language'
import { type Case, cases, difference, sameTruth } from '@kindred/language/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SubjectTables, storeSubjects } from './testing/subject-tables.ts'
import { testDatabase, testServer } from './testing/test-server.ts'
import { WarehouseNode } from './warehouse-node.ts'

/** A statement with many bound values is a field of a form, which ClickHouse reads up to 128 KiB of. */
const MOST_CASES = 300

/** Cases that one statement can answer: of one vocabulary at one instant. */
function groups(): readonly (readonly [Case, ...Case[]])[] {
  const all: [Case, ...Case[]][] = []
  const found = new Map<string, [Case, ...Case[]]>()
  for (const each of cases) {
    const { timezone, weekStart } = each.vocabulary
    const key = `${timezone} ${weekStart} ${each.asOf}`
    const group = found.get(key)
    if (group === undefined || group.length === MOST_CASES) {
      const started: [Case, ...Case[]] = [each]
      found.set(key, started)
      all.push(started)
    } else group.push(each)
  }
  return all
}

const trees = new Map<Case, Checked>()

function treeOf(given: Case): Checked {
  const known = trees.get(given)
  if (known !== undefined) return known
  const { checked, problems } = compileText(given.text, given.vocabulary)
  if (checked === undefined) throw new Error(`${given.text}: ${problems.map(({ says }) => says).join(' ')}`)
  trees.set(given, checked)
  return checked
}

describe('every case of the language on ClickHouse', () => {
  let node: WarehouseNode
  let tables: SubjectTables

  beforeAll(async () => {
    const server = await testServer()
    node = new WarehouseNode({ url: server.url, ...server.app, database: testDatabase() })
    const [first] = cases
    if (first === undefined) throw new Error('The case table is empty.')
    const subjects = new Map(cases.map(({ subject }) => [subject.id, subject]))
    tables = await storeSubjects(node, first.vocabulary, [...subjects.values()])
  })
  afterAll(() => node.close())

  async function answers(group: readonly [Case, ...Case[]]): Promise<ReadonlyMap<Case, Value | undefined>> {
    const [{ asOf, vocabulary, cutoffs }] = group
    const { timezone, weekStart } = vocabulary
    const columns = new Map(group.map((given, index) => [`case ${index}`, treeOf(given)]))
    const query = compilePopulation({ expressions: columns, asOf, timezone, weekStart, cutoffs, tables })
    const rows = await node.rows(query)
    const found = new Map(rows.map(([id, ...cells]) => [id, cells]))
    return new Map(
      group.map((given, index) => {
        const cells = found.get(given.subject.id)
        if (cells === undefined) throw new Error(`No row for the subject of '${given.name}'.\n${query.sql}`)
        return [given, readValue(treeOf(given).type, cells[index])]
      }),
    )
  }

  test.each(groups().map(group => [`${group[0].vocabulary.timezone} at ${group[0].asOf}`, group] as const))(
    '%s',
    async (_, group) => {
      const wrong = [...(await answers(group))]
        .filter(([given, answer]) => !sameTruth(answer, given.truth))
        .map(([given, answer]) => `${difference(given, answer)}\n  ${sqlOf(given, tables)}`)
      expect(wrong).toEqual([])
    },
  )
})

function sqlOf(given: Case, tables: SubjectTables): string {
  const { asOf, vocabulary, cutoffs } = given
  const { timezone, weekStart } = vocabulary
  const expressions = new Map([['answer', treeOf(given)]])
  const { sql, params } = compilePopulation({ expressions, asOf, timezone, weekStart, cutoffs, tables })
  return `${sql}\n  ${JSON.stringify(params)}`
}
