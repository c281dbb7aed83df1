import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeProblem } from '../catalog/definition-problem.ts'
import { type ApplyRequest, applyDefinitions } from '../pipeline/apply.ts'
import { type Plan, type PlanRequest, planDefinitions } from '../pipeline/plan.ts'
import { refreshAll } from '../pipeline/refresh.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import type { PipelineSuite } from './pipeline-suite.ts'

const day = 86_400_000
/** 1 June 2026, noon in Prague. */
const now = Date.UTC(2026, 5, 1, 10)

const declarations = `
timezone: Europe/Prague
attributes: { country: text }
events: { purchase: { properties: { amount: money } }, visit: {} }
`
const base = `${declarations}
features: { spend: sum(purchase.amount) }
segments:
  big: { name: Big, when: spend >= 100 }
  czech: country = "CZ"
  big_czech: in(big) and in(czech)
segmentations:
  tier:
    tiers: { by: spend, classes: [{ class: top, top: 50% }] }
    otherwise: rest
`

/** Definition files over real stores: planned, applied, and what is left when they are wrong. */
export function applySuite({ name, open }: PipelineSuite): void {
  describe(`${name}: definitions planned and applied`, () => {
    let stores: Awaited<ReturnType<PipelineSuite['open']>>
    const ports = () => ({ ...stores, clock: () => now })
    beforeAll(async () => {
      stores = await open()
    })
    afterAll(async () => {
      await stores.warehouse.close()
      await stores.catalog.close()
    })

    const apply = (text: string, more: Partial<ApplyRequest> = {}) =>
      applyDefinitions(ports(), {
        files: [{ name: 'shop.yaml', text }],
        complete: true,
        author: 'anna',
        ...more,
      })
    const plan = (text: string, more: Partial<PlanRequest> = {}) =>
      planDefinitions(ports(), { files: [{ name: 'shop.yaml', text }], complete: true, ...more })
    const version = async () => (await stores.catalog.definitions.current())?.version ?? 0

    test('before anything is stored a plan tells what would be, for whom there is', async () => {
      const { version, changes, effects, problems } = await plan(base)
      expect(problems).toEqual([])
      expect(version).toBe(0)
      expect(changes.map(({ change }) => change)).toEqual(changes.map(() => 'new'))
      expect(effects.map(({ id, after }) => [id, after])).toEqual([
        ['big', 0],
        ['czech', 0],
        ['big_czech', 0],
        ['tier', 0],
        ['tier', 0],
      ])
    })

    test('definitions with an error are not stored, and every problem is told', async () => {
      const report = await apply(base.replace('spend >= 100', 'spned >= 100').replace('"CZ"', '5'))
      expect(report).toMatchObject({ stored: false, version: 0 })
      expect(report.problems.map(({ code, definition }) => `${definition?.id} ${code}`)).toEqual([
        'big unknown_name',
        'czech types_differ',
        'big_czech stands_on_broken',
      ])
      expect(await version()).toBe(0)
    })

    test('sound ones are stored as the first version, and the warehouse has their columns', async () => {
      const report = await apply(base, { note: 'first' })
      expect(report.problems.map(describeProblem)).toEqual([])
      expect(report).toMatchObject({ stored: true, version: 1 })
      await stores.warehouse.append({ customers: people, events: purchases })
      await refreshAll(ports())
      expect(await stores.catalog.definitions.list(9)).toEqual([
        { version: 1, author: 'anna', at: now, note: 'first' },
      ])
    })

    test('the same again makes no new version', async () => {
      expect(await apply(base)).toMatchObject({ stored: false, version: 1, changes: [] })
      expect(await version()).toBe(1)
    })

    test('of a file that cannot be read nothing is told but that: no definition is gone, no setting another', async () => {
      const { problems, changes, settings, effects } = await plan(`${base}\n- : : [`)
      expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['not_yaml']))
      expect({ changes, settings, effects }).toEqual({ changes: [], settings: [], effects: [] })
    })

    test('a plan tells who enters and leaves each segment and class, through whatever it stands on, and why', async () => {
      const next = base.replace('sum(purchase.amount)', '"sum(purchase.amount, 30d)"')
      const { changes, effects, asOf } = await plan(next)
      expect(asOf).toBe(now)
      expect(changes.map(({ definition, change }) => `${definition.id} ${change}`)).toEqual([
        'spend changed',
        'big through',
        'big_czech through',
        'tier through',
      ])
      expect(effects.map(inShort)).toEqual([
        'big 2 → 1: -bob',
        'big_czech 2 → 1: -bob',
        'tier top 2 → 2: +carl -bob',
        'tier rest 2 → 2: +bob -carl',
      ])
      const big = effects[0]
      expect(big).toMatchObject({ kind: 'segment', name: 'Big' })
      expect(big?.leavingExamples[0]?.why).toMatch(/100/)
      expect(effects[2]?.leavingExamples[0]?.why).toMatch(/^Now 'rest'\./)
    })

    test('a plan changes nothing', async () => {
      const before = JSON.stringify([
        await stores.catalog.definitions.current(),
        await stores.catalog.refreshes.list({}),
        await stores.warehouse.batch(),
      ])
      await plan(`${declarations.replace('country: text', 'country: text, city: number')}
segments: { here: city is unknown, active: never(signup), czech: country = "SK" }`)
      const after = JSON.stringify([
        await stores.catalog.definitions.current(),
        await stores.catalog.refreshes.list({}),
        await stores.warehouse.batch(),
      ])
      expect(after).toBe(before)
    })

    test('what is declared only now is unknown for everybody', async () => {
      const { effects, problems } = await plan(
        `${declarations
          .replace('country: text', 'country: text, city: text, home: place, tastes: tags')
          .replace(
            'visit: {}',
            'visit: { properties: { page: text } }, signup: { properties: { plan: text } }',
          )}
segments:
  nowhere: city is unknown and home is unknown and tastes is unknown
  prague: city = "Prague"
  new_plan: did(signup where plan = "pro")
  no_signup: never(signup) and last(signup.plan) is unknown
  no_page: last(visit.page) is unknown`,
        { examples: 0 },
      )
      expect(problems.map(describeProblem)).toEqual([])
      const after = new Map(
        effects.map(effect => [`${effect.id} ${effect.class ?? ''}`.trim(), effect.after]),
      )
      expect(Object.fromEntries(after)).toMatchObject({
        nowhere: 4,
        prague: 0,
        new_plan: 0,
        no_signup: 4,
        no_page: 4,
      })
    })

    test('what is gone leaves whole', async () => {
      const { changes, effects } = await plan(declarations)
      expect(
        changes.filter(({ change }) => change === 'gone').map(({ definition }) => definition.id),
      ).toEqual(['spend', 'big', 'czech', 'big_czech', 'tier'])
      expect(effects.map(inShort)).toEqual([
        'big 2 → 0: -anna -bob',
        'czech 2 → 0: -anna -bob',
        'big_czech 2 → 0: -anna -bob',
        'tier top 2 → 0: -anna -bob',
        'tier rest 2 → 0: -carl -dora',
      ])
      expect(effects[0]?.leavingExamples[0]?.why).toBe('The segment is gone.')
      expect(effects[3]?.leavingExamples[0]?.why).toBe('The segmentation is gone.')
    })

    test('a rename of words alone moves nobody and is told as such', async () => {
      const { changes, effects } = await plan(base.replace('name: Big', 'name: Large'))
      expect(changes).toMatchObject([{ change: 'changed', isOfMeaning: false }])
      expect(effects).toEqual([])
    })

    test('one file leaves what came from the others, and what it takes over is told', async () => {
      const files = [{ name: 'more.yaml', text: 'segments: { czech: country = "SK", visitors: did(visit) }' }]
      const report = await apply('', { files, complete: false })
      expect(report.takenOver).toEqual([
        { definition: { kind: 'segment', id: 'czech' }, from: 'shop.yaml', to: 'more.yaml' },
      ])
      const current = await stores.catalog.definitions.current()
      expect(Object.keys(current?.definitions.segments ?? {})).toEqual([
        'big',
        'czech',
        'big_czech',
        'visitors',
      ])
      expect(report).toMatchObject({ stored: true, version: 2 })
    })

    test('taking away what others stand on is refused by name', async () => {
      const report = await apply(base.replace(/features:.*\n/, ''))
      expect(report.stored).toBe(false)
      expect(report.problems.map(({ code }) => code)).toContain('unknown_name')
      expect(await version()).toBe(2)
    })

    test('no file at all is no wish to have nothing', async () => {
      const report = await apply('', { files: [], complete: true })
      expect(report.problems.map(({ code }) => code)).toEqual(['no_files'])
      expect(report.stored).toBe(false)
    })

    test('a plan made against another version is refused', async () => {
      await expect(apply(base, { expected: 1 })).rejects.toMatchObject({ code: 'definitions_moved' })
      expect(await version()).toBe(2)
    })

    test('a type that has values cannot change', async () => {
      const report = await apply(base.replace('country: text', 'country: number').replace('"CZ"', '5'))
      expect(report.problems.map(describeProblem)).toEqual([
        "shop.yaml, line 3, columns 24–29, attribute 'country': The attribute 'country' has values stored as text and cannot become number. Give it a new name for number, or keep text.",
      ])
      expect(report.stored).toBe(false)
    })

    test('when the version cannot be stored nothing is in force, and the next try works', async () => {
      const { catalog } = stores
      const failing = {
        ...ports(),
        catalog: {
          ...catalog,
          definitions: { ...bound(catalog.definitions), store: () => Promise.reject(new Error('disk full')) },
        },
      }
      const text = base.replace('country: text', 'country: text, city: text')
      const request = { files: [{ name: 'shop.yaml', text }], complete: true, author: 'anna' }
      await expect(applyDefinitions(failing, request)).rejects.toThrow('disk full')
      expect(await version()).toBe(2)
      expect(await applyDefinitions(ports(), request)).toMatchObject({ stored: true, version: 3 })
    })
  })
}

/** The reading methods of a store, still its own. */
function bound(store: Awaited<ReturnType<PipelineSuite['open']>>['catalog']['definitions']) {
  return {
    current: () => store.current(),
    get: (version: number) => store.get(version),
    list: (limit: number) => store.list(limit),
  }
}

function inShort({ id, class: name, before, after, ...moves }: Plan['effects'][number]): string {
  const entering = moves.enteringExamples.map(({ customer }) => ` +${customer}`)
  const leaving = moves.leavingExamples.map(({ customer }) => ` -${customer}`)
  return `${id}${name === undefined ? '' : ` ${name}`} ${before} → ${after}:${[...entering, ...leaving].join('')}`
}

const people: readonly CustomerPatch[] = [
  ['anna', 'CZ'],
  ['bob', 'CZ'],
  ['carl', 'SK'],
  ['dora', 'SK'],
].map(([id = '', country = '']) => ({ id, since: 0, attributes: new Map([['country', country]]) }))

const purchases: readonly EventRecord[] = [
  purchase('p1', 'anna', 1, 150),
  purchase('p2', 'bob', 90, 120),
  purchase('p3', 'carl', 2, 20),
  purchase('p4', 'dora', 200, 5),
]

function purchase(id: string, customer: string, daysAgo: number, amount: number): EventRecord {
  const properties = new Map([['amount', amount * 10_000]])
  return { id, customer, event: 'purchase', at: now - daysAgo * day, properties }
}
