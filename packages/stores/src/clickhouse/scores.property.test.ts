import {
  compileClosure,
  compilePopulation,
  readValue,
  type ScoreRead,
  type Scorer,
  type Subject,
} from '@kindred/language'
import {
  arbitraryScorer,
  arbitrarySubject,
  arbitraryTrees,
  sameTruth,
  scorerInputs,
  testVocabulary,
} from '@kindred/language/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SubjectTables, storeSubjects } from './testing/subject-tables.ts'
import { testDatabase, testServer } from './testing/test-server.ts'
import { WarehouseNode } from './warehouse-node.ts'

/** Models, each of 200 customers. The long run: KINDRED_PROPERTY_MODELS=2000. */
const models = Number(process.env.KINDRED_PROPERTY_MODELS ?? 20)
/** Any whole number; a failure names the one to run again with KINDRED_PROPERTY_SEED. */
const seed = Number(process.env.KINDRED_PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31))
const asOf = Date.UTC(2026, 2, 29, 1)
const inputs = scorerInputs(testVocabulary)

function scoreOf(of: Scorer, number: number): ScoreRead {
  const span = { line: 1, column: 1, length: 0 }
  return { kind: 'score', model: `m${number}`, inputs, of, version: 1, type: 'number', unknown: true, span }
}

describe(`SQL and closure give one score of generated models (seed ${seed})`, () => {
  const subjects = fc
    .sample(arbitrarySubject({ vocabulary: testVocabulary, asOf }), { seed, numRuns: 200 })
    .map((subject, index): Subject => ({ ...subject, id: `c${index}` }))
  let node: WarehouseNode
  let tables: SubjectTables

  beforeAll(async () => {
    const server = await testServer()
    node = new WarehouseNode({ url: server.url, ...server.app, database: testDatabase() })
    tables = await storeSubjects(node, testVocabulary, subjects)
  })
  afterAll(() => node.close())

  /** What differs, model by model and customer by customer; to the last bit. */
  async function differences(scorers: readonly Scorer[]): Promise<readonly string[]> {
    const scores = scorers.map(scoreOf)
    const expressions = new Map(scores.map(score => [score.model, score]))
    const { timezone, weekStart } = testVocabulary
    const rows = await node.rows(compilePopulation({ expressions, asOf, timezone, weekStart, tables }))
    const cells = new Map(rows.map(([id, ...each]) => [id, each]))
    return scores.flatMap((score, at) => {
      const closure = compileClosure(score, testVocabulary)
      return subjects.flatMap(subject => {
        const answer = readValue('number', cells.get(subject.id)?.[at])
        const truth = closure(subject, asOf)
        if (sameTruth(answer, truth)) return []
        return [`${JSON.stringify(score.of)}\n  of ${subject.id}: SQL ${answer}, closure ${truth}`]
      })
    })
  }

  const together = 10
  for (let first = 0; first < models; first += together) {
    test(`models ${first} to ${first + together - 1}`, { timeout: 600_000 }, async () => {
      const scorers = fc.sample(arbitraryScorer(), { seed: seed + first, numRuns: together })
      expect((await differences(scorers)).slice(0, 3)).toEqual([])
    })
  }

  test('of trees with hundreds of leaves too', { timeout: 600_000 }, async () => {
    const scorers = fc.sample(arbitraryTrees(400), { seed, numRuns: 3 })
    expect((await differences(scorers)).slice(0, 3)).toEqual([])
  })

  test('logarithms and cosines to a billionth', async () => {
    const smooth: Scorer = {
      kind: 'layers',
      readings: [0, 1, 2, 3].map(input => ({
        ...{ input, how: { kind: 'number' }, fill: 3, transform: { kind: 'log' }, centre: 1, scale: 2 },
      })),
      layers: [
        {
          weights: [
            [1, 2, -1, 0.5],
            [0.1, 0.2, 0.3, 0.4],
          ],
          bias: [0.5, -2],
          activation: 'cosine',
        },
        { weights: [[3, -2]], bias: [0.1], activation: 'identity' },
      ],
      links: [{ kind: 'logistic' }],
    }
    const score = scoreOf(smooth, 0)
    const { timezone, weekStart } = testVocabulary
    const expressions = new Map([['m', score]])
    const rows = await node.rows(compilePopulation({ expressions, asOf, timezone, weekStart, tables }))
    const found = new Map(rows.map(([id, cell]) => [id, cell]))
    const closure = compileClosure(score, testVocabulary)
    for (const subject of subjects) {
      const [answer, truth] = [readValue('number', found.get(subject.id)), closure(subject, asOf)]
      expect(Math.abs(Number(answer) - Number(truth))).toBeLessThanOrEqual(1e-9 * Math.abs(Number(truth)))
    }
  })
})
