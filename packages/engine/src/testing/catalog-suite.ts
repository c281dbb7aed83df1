import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../ports/catalog.ts'
import type { Definitions } from '../records/definitions.ts'
import type { ImportRecord } from '../records/import-record.ts'
import type { Refresh } from '../records/refresh.ts'
import { accessCases } from './catalog-access-cases.ts'
import { auditCases } from './catalog-audit-cases.ts'
import { discoveryCases } from './catalog-discovery-cases.ts'
import { erasureCases } from './catalog-erasure-cases.ts'
import { hookCases } from './catalog-hook-cases.ts'
import { modelCases } from './catalog-model-cases.ts'
import { proposalCases } from './catalog-proposal-cases.ts'
import { joiningCases } from './joining-cases.ts'

/** One implementation of the catalog, and how the suite gets at it. */
export interface CatalogUnderTest {
  readonly name: string
  /** An empty catalog, migrated; the same store again when it is called a second time with the same key. */
  open(key: string): Promise<Catalog>
  /** Whether what is stored outlives `close`. */
  readonly lasting: boolean
  /** Why it cannot be tested here. */
  readonly skip?: string
}

/** What every catalog does alike. */
export function catalogSuite(under: CatalogUnderTest): void {
  const title = under.skip === undefined ? under.name : `${under.name} (skipped: ${under.skip})`
  describe.skipIf(under.skip !== undefined)(title, () => {
    definitionCases(under)
    refreshCases(under)
    importCases(under)
    describe('the workspace', () => joiningCases(opened(under, 'workspace')))
    describe('web hooks', () => {
      const catalog = opened(under, 'hooks')
      hookCases(() => catalog().hooks)
    })
    describe('discoveries', () => {
      const catalog = opened(under, 'discoveries')
      discoveryCases(() => catalog().discoveries)
    })
    describe('fitted models', () => {
      const catalog = opened(under, 'models')
      modelCases(() => catalog().models)
    })
    describe('proposals', () => {
      const catalog = opened(under, 'proposals')
      proposalCases(() => catalog().proposals)
    })
    describe('access', () => {
      const catalog = opened(under, 'access')
      accessCases(() => catalog().access)
    })
    describe('the audit log', () => {
      const catalog = opened(under, 'audit')
      auditCases(() => catalog().audit)
    })
    describe('erasures', () => erasureCases(opened(under, 'erasures')))
    storeCases(under)
  })
}

function opened(under: CatalogUnderTest, key: string): () => Catalog {
  let catalog: Catalog | undefined
  beforeAll(async () => {
    catalog = await under.open(key)
  })
  afterAll(async () => catalog?.close())
  return () => {
    if (catalog === undefined) throw new Error('The catalog is not open yet.')
    return catalog
  }
}

function definitionCases(under: CatalogUnderTest): void {
  describe('definitions', () => {
    const catalog = opened(under, 'definitions')

    test('nothing is there before the first version', async () => {
      const { definitions } = catalog()
      expect(await definitions.current()).toBeUndefined()
      expect(await definitions.get(1)).toBeUndefined()
      expect(await definitions.list(10)).toEqual([])
    })

    test('versions count from 1 and are kept whole, in the order their keys were written, hostile text included', async () => {
      const { definitions } = catalog()
      expect(await definitions.store({ definitions: first, author: 'anna', at: 5, expected: 0 })).toBe(1)
      const next = {
        definitions: second,
        author: 'b\'o"b; DROP TABLE x',
        at: 6,
        expected: 1,
        note: '100% č 👩‍🚀',
      }
      expect(await definitions.store(next)).toBe(2)
      const current = await definitions.current()
      expect(current).toEqual({
        version: 2,
        definitions: second,
        author: next.author,
        at: 6,
        note: next.note,
      })
      expect(JSON.stringify(current?.definitions)).toBe(JSON.stringify(second))
      expect(await definitions.get(1)).toEqual({ version: 1, definitions: first, author: 'anna', at: 5 })
      expect(await definitions.get(3)).toBeUndefined()
    })

    test('the list has the newest first, without the definitions', async () => {
      expect(await catalog().definitions.list(1)).toEqual([
        { version: 2, author: 'b\'o"b; DROP TABLE x', at: 6, note: '100% č 👩‍🚀' },
      ])
      expect((await catalog().definitions.list(9)).map(({ version }) => version)).toEqual([2, 1])
    })

    test('a change planned against another version is refused by name, and nothing is stored', async () => {
      const { definitions } = catalog()
      for (const expected of [0, 1, 3])
        await expect(
          definitions.store({ definitions: first, author: 'late', at: 7, expected }),
        ).rejects.toMatchObject({ code: 'definitions_moved', details: { expected, found: 2 } })
      expect((await definitions.list(9)).length).toBe(2)
    })

    test('of many who store against one version at the same time, one succeeds', async () => {
      const { definitions } = catalog()
      const tries = Array.from({ length: 8 }, (_, index) =>
        definitions.store({ definitions: first, author: `author ${index}`, at: 8, expected: 2 }),
      )
      const ends = await Promise.allSettled(tries)
      expect(ends.filter(({ status }) => status === 'fulfilled')).toEqual([{ status: 'fulfilled', value: 3 }])
      for (const end of ends)
        if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'definitions_moved' })
      expect((await definitions.list(99)).map(({ version }) => version)).toEqual([3, 2, 1])
    })
  })
}

function refreshCases(under: CatalogUnderTest): void {
  describe('refreshes', () => {
    const catalog = opened(under, 'refreshes')

    test('ids rise by one, and nothing can be read before it is published', async () => {
      const { refreshes } = catalog()
      expect(await refreshes.begin({ asOf: 100, definitionsVersion: 1, startedAt: 1 })).toBe(1)
      expect(await refreshes.begin({ asOf: 200, definitionsVersion: 1, rulesVersion: 7, startedAt: 2 })).toBe(
        2,
      )
      expect(await refreshes.current()).toBeUndefined()
      expect(await refreshes.list({})).toEqual([])
      expect((await refreshes.unfinished()).map(({ id }) => id)).toEqual([1, 2])
      expect(await refreshes.get(1)).toMatchObject({
        id: 1,
        asOf: 100,
        state: 'running',
        publishedAt: undefined,
      })
    })

    test('what is published is given back whole', async () => {
      const { refreshes } = catalog()
      await refreshes.publish(1, found)
      const expected = { id: 1, asOf: 100, definitionsVersion: 1, startedAt: 1, state: 'published', ...found }
      expect(await refreshes.get(1)).toEqual(expected)
      expect(await refreshes.current()).toEqual(expected)
    })

    test('the present is the published one with the latest instant; of several there, the newest', async () => {
      const { refreshes } = catalog()
      await refreshes.publish(2, { ...found, customers: 2 })
      expect(await refreshes.current()).toMatchObject({ id: 2, rulesVersion: 7 })
      const past = await refreshes.begin({ asOf: 50, definitionsVersion: 1, startedAt: 3 })
      await refreshes.publish(past, { ...found, customers: 3 })
      const again = await refreshes.begin({ asOf: 200, definitionsVersion: 2, startedAt: 4 })
      expect((await refreshes.current())?.id).toBe(2)
      await refreshes.publish(again, { ...found, customers: 4 })
      expect((await refreshes.current())?.id).toBe(again)
      expect((await refreshes.list({})).map(({ id }) => id)).toEqual([again, 2, 1, past])
      expect((await refreshes.list({ until: 100 })).map(({ id }) => id)).toEqual([1, past])
      expect((await refreshes.list({ limit: 2 })).map(({ id }) => id)).toEqual([again, 2])
      expect(await refreshes.published({ until: 100 })).toEqual([
        { id: 1, asOf: 100 },
        { id: past, asOf: 50 },
      ])
    })

    test('a failed one is never the present, and says why', async () => {
      const { refreshes } = catalog()
      const id = await refreshes.begin({ asOf: 900, definitionsVersion: 1, startedAt: 5 })
      await refreshes.fail(id, 'no disk space left')
      expect(await refreshes.get(id)).toMatchObject({ state: 'failed', reason: 'no disk space left' })
      expect((await refreshes.current())?.asOf).toBe(200)
      expect(await refreshes.unfinished()).toEqual([])
    })

    test('one that has ended cannot end again; one that is not there neither', async () => {
      const { refreshes } = catalog()
      await expect(refreshes.publish(1, found)).rejects.toMatchObject({ code: 'refresh_not_running' })
      await expect(refreshes.fail(1, 'x')).rejects.toMatchObject({ code: 'refresh_not_running' })
      await expect(refreshes.publish(999, found)).rejects.toMatchObject({ code: 'refresh_unknown' })
    })
  })
}

function importCases(under: CatalogUnderTest): void {
  describe('imports', () => {
    const catalog = opened(under, 'imports')
    const record: ImportRecord = {
      id: 'i1',
      kind: 'events',
      file: "orders 'č' 100%.csv",
      size: 12,
      startedAt: 1,
      state: 'staging',
    }

    test('the journal remembers each import and how far it came', async () => {
      const { imports } = catalog()
      await imports.begin(record)
      await imports.begin({ ...record, id: 'i2', startedAt: 2 })
      await imports.update('i1', { state: 'publishing', rows: 10 })
      await imports.update('i1', { imported: 9, setAside: 1 })
      const now = { ...record, state: 'publishing', rows: 10, imported: 9, setAside: 1 }
      expect(await imports.get('i1')).toEqual(now)
      expect((await imports.list(9)).map(({ id }) => id)).toEqual(['i2', 'i1'])
      expect((await imports.list(1)).map(({ id }) => id)).toEqual(['i2'])
      expect((await imports.unfinished()).map(({ id }) => id)).toEqual(['i1', 'i2'])
    })

    test('an import that is done or failed is no longer unfinished', async () => {
      const { imports } = catalog()
      await imports.update('i1', { state: 'done', finishedAt: 8 })
      await imports.update('i2', { state: 'failed', reason: 'killed' })
      expect(await imports.unfinished()).toEqual([])
      expect(await imports.get('i2')).toMatchObject({ state: 'failed', reason: 'killed' })
    })

    test('an id is taken once, and one that is not there cannot change', async () => {
      const { imports } = catalog()
      await expect(imports.begin(record)).rejects.toMatchObject({ code: 'import_exists' })
      await expect(imports.update('none', { rows: 1 })).rejects.toMatchObject({ code: 'import_unknown' })
      expect(await imports.get('none')).toBeUndefined()
    })

    test('changes of different parts at the same time are all kept', async () => {
      const { imports } = catalog()
      await imports.begin({ ...record, id: 'i3' })
      await Promise.all([
        imports.update('i3', { rows: 1 }),
        imports.update('i3', { imported: 2 }),
        imports.update('i3', { skipped: 3 }),
        imports.update('i3', { setAside: 4 }),
      ])
      expect(await imports.get('i3')).toMatchObject({ rows: 1, imported: 2, skipped: 3, setAside: 4 })
    })
  })
}

function storeCases(under: CatalogUnderTest): void {
  describe('store', () => {
    test('migrating again changes nothing, and it is in good health', async () => {
      const catalog = await under.open('health')
      await catalog.migrate()
      expect(await catalog.health()).toMatchObject({ reachable: true, schemaVersion: 8 })
      expect((await catalog.health()).problem).toBeUndefined()
      await catalog.close()
    })

    test.skipIf(!under.lasting)('what was stored is there when it is opened again', async () => {
      const before = await under.open('lasting')
      await before.definitions.store({ definitions: second, author: 'anna', at: 5, expected: 0 })
      const id = await before.refreshes.begin({ asOf: 1, definitionsVersion: 1, startedAt: 1 })
      await before.refreshes.publish(id, found)
      await before.close()
      const after = await under.open('lasting')
      expect((await after.definitions.current())?.definitions).toEqual(second)
      expect((await after.refreshes.current())?.id).toBe(id)
      expect(await after.refreshes.begin({ asOf: 2, definitionsVersion: 1, startedAt: 2 })).toBe(id + 1)
      await after.close()
    })
  })
}

const first: Definitions = {
  settings: { workspace: 'shop', timezone: 'UTC', currency: 'EUR', weekStart: 1 },
  attributes: {},
  events: {},
  features: {},
  segments: { zeta: { when: 'did(visit)' }, alpha: { when: 'never(visit)' } },
  segmentations: {},
  lists: {},
  places: {},
  models: {},
  champions: {},
  channels: {},
  offers: {},
}

const second: Definitions = {
  ...first,
  attributes: { country: { type: 'text', label: 'l\'été 100% \\ " _ 👩‍🚀 \u0000 \ud800' } },
  segments: { zeta: { when: 'country = "\u0000\\""' }, beta: { when: 'x' }, alpha: { when: 'y' } },
}

const found: Pick<
  Refresh,
  'publishedAt' | 'batch' | 'customers' | 'layout' | 'results' | 'cutoffs' | 'value' | 'valueType'
> = {
  publishedAt: 1_795_305_600_000,
  batch: 3,
  customers: 10_000_000,
  layout: { segments: ['vip'], segmentations: [{ id: 'life', classes: ['new', 'old'] }] },
  results: [
    { kind: 'segment', id: 'vip', size: 2, value: '12345678901234567890', entered: 2, left: 0 },
    {
      kind: 'segmentation',
      id: 'life',
      class: 'new',
      size: 1,
      entered: 0,
      left: 0,
      servedFrom: 7,
      failure: { code: 'cycle', says: 'It stands on itself.', remedy: 'Write it out.' },
    },
  ],
  cutoffs: { tiers: [['12345678901234567890', '0.1']] },
  value: '99999999999999999999',
  valueType: 'money',
}
