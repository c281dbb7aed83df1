import { seeded } from '@kindred/learning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelTrainerHere } from '../models/model-trainer.ts'
import { applyDefinitions } from '../pipeline/apply.ts'
import { compareModels } from '../pipeline/compare-models.ts'
import { requireDefinitions } from '../pipeline/current-definitions.ts'
import { reportDrift } from '../pipeline/drift.ts'
import { explainScore } from '../pipeline/explain-score.ts'
import { findLookalikes } from '../pipeline/find-lookalikes.ts'
import { membersOf } from '../pipeline/members.ts'
import { publishLookalikes } from '../pipeline/publish-lookalikes.ts'
import { publishUpliftGroups } from '../pipeline/publish-uplift-groups.ts'
import { refreshAll } from '../pipeline/refresh.ts'
import { retrainDue } from '../pipeline/retrain.ts'
import { scoreCustomers } from '../pipeline/score-customers.ts'
import { trainAndPromote } from '../pipeline/train-and-promote.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import type { PipelineSuite } from './pipeline-suite.ts'

const day = 86_400_000
const first = Date.UTC(2026, 2, 1)
const end = Date.UTC(2026, 5, 1)
const customers = 1_200
/** Days of mailings, a month apart. */
const mailings = [20, 50, 80].map(days => first + days * day)

const files = [
  {
    name: 'shop.yaml',
    text: `
timezone: UTC
attributes: { country: text, income: number }
events: { visit: {}, mailing: { properties: { offer: text } } }
segments: { keen: 'income > 50' }
models:
  mail:
    name: Mail
    target: did(visit) in next 10d
    features: [country, income]
    uplift:
      treatments: { mail: did(mailing) in next 1d }
      learner: t
    instants: { at: [2026-03-21, 2026-04-20, 2026-05-20] }
    retrain: { every: 7d, drift: 0.25 }
`,
  },
]

/** Half of all are mailed each time; of those in CZ it makes four in ten come who would not have. */
function mailedShop(): {
  readonly customers: readonly CustomerPatch[]
  readonly events: readonly EventRecord[]
} {
  const random = seeded(23)
  const events: EventRecord[] = []
  const happens = (customer: string, event: string, at: number) => {
    const properties = new Map(event === 'mailing' ? [['offer', 'spring']] : [])
    events.push({ id: `${customer}-${events.length}`, customer, event, at: Math.round(at), properties })
  }
  const patches = Array.from({ length: customers }, (_, index): CustomerPatch => {
    const id = `c${String(index).padStart(4, '0')}`
    const country = index % 2 === 0 ? 'CZ' : 'SK'
    for (const at of mailings) {
      const isMailed = random.uniform() < 0.5
      if (isMailed) happens(id, 'mailing', at + 0.5 * day)
      const chance = 0.3 + (isMailed && country === 'CZ' ? 0.4 : 0)
      if (random.uniform() < chance) happens(id, 'visit', at + (1 + 8 * random.uniform()) * day)
    }
    return {
      id,
      since: first,
      attributes: new Map<string, string | number>([
        ['country', country],
        ['income', 100 * random.uniform()],
      ]),
    }
  })
  happens('c0000', 'visit', end - 1)
  return { customers: patches, events }
}

/** What treatments change, lookalikes, drift and retraining over real stores. */
export function treatmentSuite({ name, open }: PipelineSuite): void {
  describe(`${name}: treatments and lookalikes`, () => {
    let stores: Awaited<ReturnType<PipelineSuite['open']>>
    let now = end
    const ports = () => ({ ...stores, clock: () => now, trainer: modelTrainerHere })

    beforeAll(async () => {
      stores = await open()
      const applied = await applyDefinitions(ports(), { files, complete: true, author: 'anna' })
      expect(applied.problems).toEqual([])
      await stores.warehouse.append(mailedShop())
    }, 120_000)
    afterAll(async () => {
      await stores.warehouse.close()
      await stores.catalog.close()
    })

    test('a mailing is judged at its last day, by those who were mailed and those who were not', async () => {
      const { fitted } = await trainAndPromote(ports(), { model: 'mail', author: 'anna', budget: 600 })
      const { card } = fitted
      expect(card.judged).toMatchObject({ by: 'later', at: mailings[2] })
      expect(card.instants.map(({ at }) => at)).toEqual(mailings.slice(0, 2))
      const [mail] = card.uplift?.treatments ?? []
      const figure = (wanted: string) => mail?.figures.find(each => each.name === wanted)
      expect(figure('effect')?.value).toBeCloseTo(0.2, 1)
      expect(figure('qini')?.interval?.[0]).toBeGreaterThan(0)
      expect(card.uplift?.control.mean).toBeCloseTo(0.3, 1)
    })

    test('the effect is a score like any other: of everybody, of one, and who is left alone beside it', async () => {
      await refreshAll(ports())
      const { highest } = await scoreCustomers(ports(), { model: 'mail' })
      expect(highest).toHaveLength(customers)
      const [best] = highest
      expect(Number(best?.customer.slice(1)) % 2).toBe(0)
      const explained = await explainScore(ports(), { model: 'mail', customer: best?.customer ?? '' })
      expect(explained.score).toBeCloseTo(best?.score ?? 0, 9)
      expect(explained.effects.map(({ name: of, unit }) => `${of} ${unit}`).sort()).toEqual([
        'country chance',
        'income chance',
      ])
      const left = await scoreCustomers(ports(), { model: 'mail', output: 'left_alone' })
      expect(left.mean).toBeCloseTo(0.3, 1)
      await expect(scoreCustomers(ports(), { model: 'mail', output: 'nobody' })).rejects.toMatchObject({
        code: 'expression_wrong',
      })
    })

    test('the four groups become a segmentation, whose members are what the scores say', async () => {
      const asked = { model: 'mail', dryRun: true, author: 'anna', worth: 0.2 }
      const dry = await publishUpliftGroups(ports(), asked)
      expect([dry.stored, dry.segmentation]).toEqual([false, 'mail_groups'])
      expect((await publishUpliftGroups(ports(), { ...asked, dryRun: false })).stored).toBe(true)
      await refreshAll(ports())
      const { highest } = await scoreCustomers(ports(), { model: 'mail' })
      const members = await namesOf({ kind: 'segmentation', id: 'mail_groups', class: 'persuadable' })
      const wanted = highest.filter(({ score }) => score >= 0.2).map(({ customer }) => customer)
      expect(members.sort()).toEqual(wanted.sort())
      expect(wanted.length).toBeGreaterThan(customers / 3)
      await expect(publishUpliftGroups(ports(), { ...asked, model: 'male' })).rejects.toMatchObject({
        code: 'model_unknown',
      })
    })

    test('versions are compared by Qini on the same mailing', async () => {
      await trainAndPromote(ports(), { model: 'mail', method: 'boosting', author: 'anna', promote: false })
      const { versions, at, by } = await compareModels(ports(), { model: 'mail' })
      expect([at, by, versions.map(({ version }) => version)]).toEqual([mailings[2], 'later', [2, 1]])
      expect(versions.every(({ rows, figures }) => rows === customers && figures[0]?.name === 'qini')).toBe(
        true,
      )
    })

    test('lookalikes are told by what the segment does not ask, and become a segment', async () => {
      const asked = { segment: 'keen', reach: 100, features: ['country'], author: 'anna' }
      const found = await findLookalikes(ports(), asked)
      expect(found.seed + found.others).toBe(customers)
      expect(await stores.catalog.models.get('like_keen')).toBeUndefined()
      const published = await publishLookalikes(ports(), { ...asked, name: 'like_the_keen' })
      expect(published.when).toContain('not in(keen)')
      await refreshAll(ports())
      expect(await namesOf({ kind: 'segment', id: 'like_the_keen' })).toHaveLength(published.chosen.reach)
      await expect(findLookalikes(ports(), { segment: 'ken', author: '' })).rejects.toMatchObject({
        code: 'segment_unknown',
      })
      await expect(
        findLookalikes(ports(), { segment: 'keen', features: ['income'], among: 'income > 50', author: '' }),
      ).rejects.toMatchObject({ code: 'one_answer_only' })
    })

    test('a model is trained anew when it is due and something new is known, and no sooner', async () => {
      expect(await retrainDue(ports(), { author: 'anna' })).toEqual([])
      now = end + 8 * day
      expect(await retrainDue(ports(), { author: 'anna' })).toEqual([])
      await stores.warehouse.append({
        customers: [{ id: 'new', since: end, attributes: new Map() }],
        events: [],
      })
      const before = (await stores.catalog.models.versions('mail')).length
      const [retrained, ...others] = await retrainDue(ports(), { author: 'anna' })
      expect([retrained?.model, others]).toEqual(['mail', []])
      expect(retrained?.why).toContain('8 days ago')
      expect(retrained?.report?.fitted.version).toBe(before + 1)
      expect(await retrainDue(ports(), { author: 'anna' })).toEqual([])
    })

    test('drift is told of every input and the score', async () => {
      const { drift, since } = await reportDrift(ports(), { model: 'mail' })
      expect(since).toBe(mailings[2])
      expect(drift?.inputs.map(each => each.name).sort()).toEqual(['country', 'income'])
      expect(drift?.score).toBeLessThan(0.1)
      await stores.warehouse.append({
        customers: Array.from({ length: 600 }, (_, at) => ({
          ...{ id: `n${at}`, since: end },
          attributes: new Map<string, string | number>([
            ['country', 'DE'],
            ['income', 500],
          ]),
        })),
        events: [],
      })
      await refreshAll(ports())
      const later = await reportDrift(ports(), { model: 'mail' })
      expect(later.drift?.inputs[0]?.drift).toBeGreaterThan(0.25)
      now = end + 10 * day
      const [retrained] = await retrainDue(ports(), { author: 'anna' })
      expect(retrained?.why).toContain('has drifted')
    })

    test('what was made of a model stays when files are applied', async () => {
      await applyDefinitions(ports(), { files, complete: true, author: 'anna' })
      const { compiled } = await requireDefinitions(stores.catalog)
      expect(compiled.segments.has('like_the_keen')).toBe(true)
      expect(compiled.segmentations.has('mail_groups')).toBe(true)
    })

    async function namesOf(group: Parameters<typeof membersOf>[1]['group']): Promise<string[]> {
      const found = await membersOf(ports(), { group, columns: [], counted: false })
      const names: string[] = []
      for await (const { customer } of found.rows) names.push(customer)
      return names
    }
  })
}
