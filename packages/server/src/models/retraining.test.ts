import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyDefinitions, trainAndPromote } from '@kindred/engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeMemory } from '../compose.ts'
import { Retraining } from './retraining.ts'

const day = 86_400_000
const start = Date.UTC(2026, 2, 1)
const text = `
attributes: { income: number, left: boolean }
models: { leaves: { target: left, features: [income], method: logistic, retrain: { every: 7d } } }
`

const uploads = mkdtempSync(join(tmpdir(), 'kindred-retraining-'))
let now = start
const composed = composeMemory({ clock: () => now, uploads })
const { engine } = composed
const said: string[] = []
const retraining = new Retraining({
  ...{ engine, author: 'kindred', settings: {}, every: 5 },
  promoted: () => said.push('promoted'),
  told: (model, why, says) => said.push(`${model}: ${why}. ${says}`),
  failed: error => said.push(String(error)),
})

beforeAll(async () => {
  await applyDefinitions(engine, { files: [{ name: 'm.yaml', text }], complete: true, author: 'anna' })
  await append(0, 200)
  await trainAndPromote(engine, { model: 'leaves', author: 'anna' })
})
afterAll(async () => {
  await composed.close()
  rmSync(uploads, { recursive: true })
})

function append(from: number, to: number) {
  return engine.warehouse.append({
    customers: Array.from({ length: to - from }, (_, at) => ({
      ...{ id: `c${from + at}`, since: start - day },
      attributes: new Map<string, number | boolean>([
        ['income', at % 50],
        ['left', (at * 7) % 50 > at % 50],
      ]),
    })),
    events: [],
  })
}

test('what is not due is left alone, and what is due is trained and told', async () => {
  await retraining.look()
  expect(said).toEqual([])
  now = start + 8 * day
  await append(200, 210)
  await retraining.look()
  expect(said).toEqual([
    expect.stringMatching(/^leaves: it was trained 8 days ago.*Version 1 stays champion/),
  ])
  expect(
    (await engine.catalog.models.versions('leaves')).map(({ version, author }) => [version, author]),
  ).toEqual([
    [2, 'kindred'],
    [1, 'anna'],
  ])
})

test('started it looks by itself, and stopped no more', async () => {
  said.length = 0
  now = start + 20 * day
  await append(210, 220)
  await retraining.start()
  await expect.poll(() => said.length, { timeout: 20_000 }).toBe(1)
  await retraining.stop()
  now = start + 40 * day
  await append(220, 230)
  await new Promise(resolve => setTimeout(resolve, 30))
  expect(said).toHaveLength(1)
})
