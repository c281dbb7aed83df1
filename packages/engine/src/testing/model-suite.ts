import { seeded } from '@kindred/learning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelTrainerHere } from '../models/model-trainer.ts'
import { applyDefinitions } from '../pipeline/apply.ts'
import { compareModels } from '../pipeline/compare-models.ts'
import { requireDefinitions } from '../pipeline/current-definitions.ts'
import { explainCustomer } from '../pipeline/explain-customer.ts'
import { explainScore } from '../pipeline/explain-score.ts'
import { membersOf } from '../pipeline/members.ts'
import { movedScores } from '../pipeline/moved-scores.ts'
import { championOf, promoteModel, rollBackModel } from '../pipeline/promote-model.ts'
import { refreshAll } from '../pipeline/refresh.ts'
import { scoreCustomers } from '../pipeline/score-customers.ts'
import { trainAndPromote } from '../pipeline/train-and-promote.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import type { PipelineSuite } from './pipeline-suite.ts'

const day = 86_400_000
const end = Date.UTC(2026, 5, 1, 10)
const history = 240
const customers = 240

const files = [
  {
    name: 'shop.yaml',
    text: `
attributes: { country: text, churned: boolean, closed_on: text }
events: { purchase: { properties: { amount: money } } }
features: { recency: days_since(purchase) }
segments: { likely: 'score(buys) > 0.5', czech: 'country = "CZ"' }
models:
  buys:
    target: did(purchase) in next 30d
    features: [recency, 'count(purchase, 60d)', country]
    method: logistic
    instants: { count: 3, every: 20d }
  far: { target: did(purchase) in next 200d }
  nobody: { population: country = "XX", target: did(purchase) in next 30d }
  ever_better:
    target: did(purchase) in next 30d
    features: [recency, country]
    instants: { count: 1, every: 20d }
    promote: better
  gone: { target: churned, features: [recency, country, closed_on], method: logistic }
`,
  },
]

/** Who buys every few days, and who has stopped: half of them at some day of the history. */
function shop(): { readonly customers: readonly CustomerPatch[]; readonly events: readonly EventRecord[] } {
  const random = seeded(11)
  const events: EventRecord[] = []
  const patches = Array.from({ length: customers }, (_, index): CustomerPatch => {
    const id = `c${String(index).padStart(3, '0')}`
    const gap = [4, 12, 30][index % 3] ?? 4
    const stops = random.uniform() < 0.5 ? history * random.uniform() : history
    for (let at = gap * random.uniform(); at < stops; at += gap * (0.5 + random.uniform()))
      events.push({
        id: `${id}-${events.length}`,
        customer: id,
        event: 'purchase',
        at: Math.round(end - (history - at) * day),
        properties: new Map([['amount', BigInt(Math.round(10_000 * (10 + 5 * random.uniform())))]]),
      })
    const attributes = new Map<string, string | boolean>([
      ['country', index % 2 === 0 ? 'CZ' : 'SK'],
      ['churned', stops < history],
    ])
    if (stops < history) attributes.set('closed_on', 'closed')
    return { id, since: end - history * day, attributes }
  })
  return { customers: patches, events }
}

/** Models over real stores: trained, promoted, scored in batch and one by one, compared, rolled back. */
export function modelSuite({ name, open }: PipelineSuite): void {
  describe(`${name}: models`, () => {
    let stores: Awaited<ReturnType<PipelineSuite['open']>>
    const ports = () => ({ ...stores, clock: () => end, trainer: modelTrainerHere })
    const train = (model: string, more: Partial<Parameters<typeof trainAndPromote>[1]> = {}) =>
      trainAndPromote(ports(), { model, author: 'anna', budget: 600, ...more })
    const champion = async () => championOf(await requireDefinitions(stores.catalog), 'buys')

    beforeAll(async () => {
      stores = await open()
      const applied = await applyDefinitions(ports(), { files, complete: true, author: 'anna' })
      expect(applied.problems).toEqual([])
      await stores.warehouse.append(shop())
    }, 120_000)
    afterAll(async () => {
      await stores.warehouse.close()
      await stores.catalog.close()
    })

    test('before anything was trained nobody has a score, and that is said', async () => {
      await expect(scoreCustomers(ports(), { model: 'buys' })).rejects.toMatchObject({
        code: 'model_is_no_champion',
      })
      await expect(promoteModel(ports(), { model: 'buys', dryRun: true, author: '' })).rejects.toMatchObject({
        code: 'model_not_trained',
      })
      await expect(rollBackModel(ports(), { model: 'buys', dryRun: true, author: '' })).rejects.toMatchObject(
        {
          code: 'nothing_to_roll_back',
        },
      )
      await expect(train('bys')).rejects.toMatchObject({
        code: 'model_unknown',
        details: { nearest: 'buys' },
      })
    })

    test('what cannot be trained is refused with what it would take', async () => {
      await expect(train('far')).rejects.toMatchObject({
        code: 'history_too_short',
        details: { needs: '401 days', ahead: '200 days' },
      })
      await expect(train('nobody')).rejects.toMatchObject({ code: 'nobody_to_learn_from' })
      expect(await stores.catalog.models.list(9)).toEqual([])
    })

    test('the first version is judged by a later period and becomes champion', async () => {
      const steps: string[] = []
      const {
        fitted,
        champion: now,
        promotion,
        says,
      } = await trainAndPromote(
        ports(),
        { model: 'buys', author: 'anna', budget: 600 },
        { progress: ({ step }) => steps.push(step) },
      )
      const { card } = fitted
      expect([fitted.version, now, promotion?.stored]).toEqual([1, 1, true])
      expect(says).toContain('the first')
      expect([...new Set(steps)]).toEqual(['read', 'train', 'store'])
      const last = card.instants.at(-1)?.at ?? 0
      expect(card.instants).toHaveLength(3)
      expect(last + 30 * day).toBe(card.judged.at)
      expect(card.judged.at + 30 * day).toBe((await stores.warehouse.counts()).lastEventAt)
      const auc = (figures: typeof card.judged.figures) =>
        figures.find(({ name: of }) => of === 'auc')?.value ?? 0
      expect(auc(card.judged.figures)).toBeGreaterThan(auc(card.baseline.figures))
      expect(card.features[0]?.name).toBe('recency')
      expect(card.segments.map(({ segment }) => segment)).toContain('czech')
      expect(await champion()).toBe(1)
    })

    test('batch and one by one give the same score; a segment reads it', async () => {
      await refreshAll(ports())
      const { highest, customers: all } = await scoreCustomers(ports(), { model: 'buys' })
      expect(all).toBe(customers)
      expect(highest.map(({ score }) => score)).toEqual(
        highest.map(({ score }) => score).sort((a, b) => b - a),
      )
      for (const { customer, score } of [...highest.slice(0, 5), ...highest.slice(-5)]) {
        const explained = await explainScore(ports(), { customer, model: 'buys' })
        expect(explained.score).toBeCloseTo(score, 9)
        expect(explained.effects).toHaveLength(3)
      }
      const members: string[] = []
      const found = await membersOf(ports(), {
        group: { kind: 'segment', id: 'likely' },
        columns: [],
        counted: false,
      })
      for await (const { customer } of found.rows) members.push(customer)
      const wanted = highest.filter(({ score }) => score > 0.5).map(({ customer }) => customer)
      expect(members.length).toBeGreaterThan(20)
      expect(members.sort()).toEqual(wanted.sort())
    })

    test('why somebody is in a segment tells what moves the score that it reads, as the score itself is explained', async () => {
      const { highest } = await scoreCustomers(ports(), { model: 'buys' })
      const customer = highest[0]?.customer ?? ''
      const { explanations } = await explainCustomer(ports(), { customer, definition: 'likely' })
      const read = explanations[0]?.explanation.scores ?? []
      expect(read.map(({ model, version }) => [model, version])).toEqual([['buys', 1]])
      const [moved] = await movedScores(stores.catalog, await requireDefinitions(stores.catalog), read)
      const { score, effects } = await explainScore(ports(), { customer, model: 'buys' })
      expect(moved?.score).toBe(score)
      expect(moved?.effects).toEqual(effects.slice(0, moved?.effects.length))
      expect(moved?.effects[0]?.says).toContain('raises it')
      const czech = await explainCustomer(ports(), { customer, definition: 'czech' })
      expect(czech.explanations[0]?.explanation.scores).toEqual([])
    })

    test('where a model says so, a version that is better becomes champion by itself, and one that is not does not', async () => {
      const first = await train('ever_better', { method: 'bayes' })
      const others = []
      for (const method of ['tree', 'logistic', 'bayes'] as const)
        others.push(await train('ever_better', { method }))
      const aucOf = ({ fitted }: typeof first) =>
        fitted.card.judged.figures.find(({ name: of }) => of === 'auc')?.value ?? 0
      let best = first
      for (const next of others) {
        const isBetter = aucOf(next) > aucOf(best)
        expect(next.promotion !== undefined, next.says).toBe(isBetter)
        expect(next.says).toContain(isBetter ? 'is better than' : 'is not better than')
        if (isBetter) best = next
        expect(next.champion).toBe(best.fitted.version)
      }
      expect(others.at(-1)?.promotion, 'the first method again is no better').toBeUndefined()
    }, 120_000)

    test('a later version waits to be promoted; promotion has a plan, and can be taken back', async () => {
      const { fitted, champion: still, says } = await train('buys', { method: 'tree' })
      expect([fitted.version, fitted.method, still]).toEqual([2, 'tree', 1])
      expect(says).toContain('stays champion')
      const { versions, at } = await compareModels(ports(), { model: 'buys' })
      expect(versions.map(({ version, champion: is }) => [version, is])).toEqual([
        [2, false],
        [1, true],
      ])
      expect(at).toBe(fitted.card.judged.at)
      expect(versions[0]?.rows).toBe(customers)
      const asked = { model: 'buys', dryRun: true, author: 'anna' }
      const dry = await promoteModel(ports(), asked)
      expect([dry.champion, dry.before, dry.stored, await champion()]).toEqual([2, 1, false, 1])
      expect(dry.plan.changes.map(({ definition }) => definition.kind)).toContain('champion')
      expect(dry.plan.effects.map(({ id }) => id)).toEqual(['likely'])
      expect((await promoteModel(ports(), { ...asked, dryRun: false })).stored).toBe(true)
      expect(await champion()).toBe(2)
      const back = await rollBackModel(ports(), { ...asked, dryRun: false })
      expect([back.champion, back.before, await champion()]).toEqual([1, 2, 1])
    })

    test('files applied again leave the champion, and a model that is gone takes it along', async () => {
      await applyDefinitions(ports(), { files, complete: true, author: 'anna' })
      expect(await champion()).toBe(1)
      const without = [{ name: 'shop.yaml', text: 'events: { purchase: { properties: { amount: money } } }' }]
      await applyDefinitions(ports(), { files: without, complete: true, author: 'anna' })
      expect(await champion()).toBeUndefined()
      await applyDefinitions(ports(), { files, complete: true, author: 'anna' })
    })

    test('a method without a formula is trained, judged, and not promoted', async () => {
      const { fitted, champion: none, says } = await train('buys', { method: 'neighbours' })
      expect([fitted.scorer, none]).toEqual([undefined, undefined])
      expect(says).toContain('no formula')
      await expect(promoteModel(ports(), { model: 'buys', dryRun: true, author: '' })).rejects.toMatchObject({
        code: 'model_without_formula',
      })
    })

    test('of a flat table customers are set apart, and what gives the answer away is named', async () => {
      const { fitted } = await train('gone', { promote: false })
      expect(fitted.card.judged.by).toBe('apart')
      expect(fitted.card.ahead).toBeUndefined()
      expect(fitted.inputs.map(({ name: of }) => of)).toEqual(['recency', 'country'])
      expect(fitted.card.notes.join(' ')).toContain('gives the answer away')
    })

    test('who stops it stores nothing', async () => {
      const before = await stores.catalog.models.versions('buys')
      const stop = new AbortController()
      const training = trainAndPromote(
        ports(),
        { model: 'buys', author: 'anna', method: 'auto' },
        {
          signal: stop.signal,
          progress: ({ step }) => {
            if (step === 'train') stop.abort(new Error('enough'))
          },
        },
      )
      await expect(training).rejects.toThrow('enough')
      expect(await stores.catalog.models.versions('buys')).toEqual(before)
    })
  })
}
