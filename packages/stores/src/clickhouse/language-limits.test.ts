import {
  type Checked,
  compileClosure,
  compilePopulation,
  compileText,
  readValue,
  type Subject,
  type Value,
} from '@kindred/language'
import { sameTruth, testVocabulary } from '@kindred/language/testing'
import { describe, expect, test } from 'vitest'
import { storeSubjects } from './testing/subject-tables.ts'
import { testDatabase, testServer } from './testing/test-server.ts'
import { WarehouseNode } from './warehouse-node.ts'

const asOf = Date.UTC(2026, 2, 18, 12)
const span = { line: 1, column: 1, length: 0 }

function checked(text: string): Checked {
  const { checked: tree, problems } = compileText(text, testVocabulary)
  if (tree === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
  return tree
}

function subject(attributes: Readonly<Record<string, Value>>): Subject {
  return { id: 'one', attributes: new Map(Object.entries(attributes)), events: [] }
}

/** A feature that is twice the feature below it, and so on down. */
function doubled(text: string, times: number): Checked {
  let is = checked(text)
  for (let level = 0; level < times; level += 1) {
    const { type } = is
    const read: Checked = { kind: 'feature', name: `f${level}`, is, type, unknown: true, span }
    is = { kind: 'arithmetic', operator: '+', left: read, right: read, type, unknown: true, span }
  }
  return is
}

function isOneOf(name: string, options: readonly (string | number)[]): Checked {
  return { kind: 'one_of', value: checked(name), options, type: 'boolean', unknown: false, span }
}

const long = `${'Žluťoučký kůň; \\ ' + "'"}${'😀'.repeat(3)}`.repeat(900)
const items = Array.from({ length: 30_000 }, (_, index) => `položka ${index}`)
const numbers = Array.from({ length: 30_000 }, (_, index) => index / 8)

const extremes: readonly (readonly [what: string, tree: Checked, subject: Subject])[] = [
  ['a list of 30,000 texts that has it', isOneOf('note', items), subject({ note: 'položka 29999' })],
  ['a list of 30,000 texts that has it not', isOneOf('note', items), subject({ note: 'položka' })],
  ['a list of 30,000 numbers', isOneOf('points', numbers), subject({ points: 3749.875 })],
  ['a list of numbers with a nought', isOneOf('points', numbers), subject({ points: -0 })],
  ['a long text that is equal', checked(`note = ${JSON.stringify(long)}`), subject({ note: long })],
  [
    'a long text that is contained',
    checked(`note contains ${JSON.stringify(long)}`),
    subject({ note: `<${long}>` }),
  ],
  [
    'a long text equal but for case',
    checked(`note ~= ${JSON.stringify(long)}`),
    subject({ note: long.toUpperCase() }),
  ],
  ['a long text longer by one', checked(`note ~= ${JSON.stringify(long)}`), subject({ note: `${long}x` })],
  [
    'a long text that differs at its end',
    checked(`note ~= ${JSON.stringify(`${long}a`)}`),
    subject({ note: `${long}b` }),
  ],
  ['an amount doubled 60 times', doubled('credit', 60), subject({ credit: Number.MAX_SAFE_INTEGER })],
  ['an amount doubled 70 times', doubled('credit', 70), subject({ credit: Number.MAX_SAFE_INTEGER })],
  ['an amount doubled 90 times, and small', doubled('credit', 90), subject({ credit: -7 })],
  ['an amount doubled 150 times', doubled('credit', 150), subject({ credit: -1 })],
  ['a number doubled 150 times', doubled('points', 150), subject({ points: 1e15 / 3 })],
]

describe('what is near a limit of the engine', () => {
  test.each(extremes)('%s is what the closure says', async (_, tree, one) => {
    const server = await testServer()
    const node = new WarehouseNode({ url: server.url, ...server.app, database: testDatabase() })
    const tables = await storeSubjects(node, testVocabulary, [one])
    const { timezone, weekStart } = testVocabulary
    const expressions = new Map([['answer', tree]])
    const [row] = await node.rows(compilePopulation({ expressions, asOf, timezone, weekStart, tables }))
    await node.close()
    const answer = readValue(tree.type, row?.[1])
    const truth = compileClosure(tree, testVocabulary)(one, asOf)
    expect(sameTruth(answer, truth), `SQL ${String(answer)}, closure ${String(truth)}`).toBe(true)
  })
})
