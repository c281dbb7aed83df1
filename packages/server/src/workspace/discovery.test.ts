import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@kindred/api'
import { type CustomerPatch, type EventRecord, groupFinderHere } from '@kindred/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Composition, composeMemory } from '../compose.ts'
import { groupFinderInThreads, workerGroupFinder } from '../discovery/worker-group-finder.ts'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'

const noon = Date.UTC(2026, 5, 1, 10)
const day = 86_400_000
const file = {
  name: 'shop.yaml',
  text: `
workspace: shop
timezone: Europe/Prague
attributes:
  country: { type: text }
  email_ok: { type: boolean, consent: email }
  email: { type: text, personal: true }
events:
  purchase: { properties: { amount: money, order_id: text } }
  visit: {}
segments:
  buyers: { when: "did(purchase)", owner: sales }
`,
}

/** Three kinds of customers who have nothing in common: how often, for how much, how long ago. */
const kinds = [
  { orders: 12, amount: 10, visits: 30, country: 'CZ' },
  { orders: 2, amount: 900, visits: 4, country: 'SK' },
  { orders: 0, amount: 0, visits: 1, country: 'CZ' },
]
const PER_KIND = 60

function made(): { customers: CustomerPatch[]; events: EventRecord[] } {
  const customers: CustomerPatch[] = []
  const events: EventRecord[] = []
  kinds.forEach(({ orders, amount, visits, country }, kind) => {
    for (let nth = 0; nth < PER_KIND; nth += 1) {
      const customer = `k${kind}-${nth}`
      const attributes = new Map<string, string | boolean>([
        ['country', country],
        ['email_ok', nth % 4 > 0],
        ['email', `${customer}@example.com`],
      ])
      customers.push({ id: customer, since: 0, attributes })
      const happen = (
        event: string,
        count: number,
        properties: (at: number) => EventRecord['properties'],
      ): void => {
        for (let at = 0; at < count; at += 1)
          events.push({
            id: `${customer}-${event}-${at}`,
            customer,
            event,
            at: noon - day * (3 + ((at * 7 + nth) % 300)),
            properties: properties(at),
          })
      }
      happen(
        'purchase',
        orders + (orders > 0 ? nth % 3 : 0),
        at =>
          new Map<string, string | number>([
            ['amount', (amount + (nth % 7)) * 10_000],
            ['order_id', `${customer}/${at}`],
          ]),
      )
      happen('visit', visits + (nth % 5), () => new Map())
    }
  })
  return { customers, events }
}

describe('groups found become a segmentation like any other', () => {
  const uploads = mkdtempSync(join(tmpdir(), 'kindred-discovery-'))
  let composed: Composition & { readonly engine: ReturnType<typeof composeMemory>['engine'] }
  let client: Client
  beforeAll(async () => {
    composed = composeMemory({ clock: () => noon, uploads })
    client = createClient({ fetch: inProcessFetch(composed.app), baseUrl: IN_PROCESS, token: composed.token })
    await client.apply({ files: [file], complete: true })
    await composed.engine.warehouse.append(made())
    await client.refresh({})
  })
  afterAll(async () => {
    await composed.close()
    rmSync(uploads, { recursive: true })
  })

  test('before anything was found, lists are empty and names are unknown', async () => {
    expect(await client.discoveries()).toEqual({ discoveries: [] })
    await expect(client.discovery({ id: 'shoppers' })).rejects.toMatchObject({
      code: 'discovery_unknown',
      status: 404,
    })
  })

  test('what was asked wrongly is refused by name, and nothing is stored', async () => {
    const refusals = [
      [{ population: 'countr = "CZ"' }, 'expression_wrong'],
      [{ features: ['last(purchase)'] }, 'feature_not_measurable'],
      [{ features: ['country', 'country'] }, 'feature_twice'],
      [{ population: 'country = "XX"' }, 'nobody_to_group'],
      [{ id: 'Not a name' }, 'bad_discovery_name'],
    ] as const
    for (const [asked, code] of refusals)
      await expect(
        client.discover({ ...asked, features: [...('features' in asked ? asked.features : [])] }),
      ).rejects.toMatchObject({ code })
    expect(await client.discoveries()).toEqual({ discoveries: [] })
  })

  test('the three kinds are found by default features, each with why it was taken; personal data and ids are none', async () => {
    const steps: string[] = []
    const found = await client.discover({ id: 'shoppers' }, { progress: ({ step }) => steps.push(step) })
    expect(found.groups.map(({ customers }) => customers)).toEqual([PER_KIND, PER_KIND, PER_KIND])
    expect(found.features.map(({ is }) => is)).toEqual([
      'days_since(purchase)',
      'count(purchase, 365d)',
      'sum(purchase.amount, 365d)',
      'avg(purchase.amount, 365d)',
      'count(visit, 365d)',
      'country',
    ])
    expect(found.features.every(({ why, source }) => why !== '' && source === 'default')).toBe(true)
    expect([...new Set(steps)]).toEqual(['read', 'find', 'count', 'store'])
    expect(await client.discovery({ id: 'shoppers' })).toEqual(found)
    const total = found.groups.reduce((sum, { value }) => sum + Number(value?.value), 0)
    expect(total).toBeCloseTo(Number(found.population.value?.value), 6)
  })

  test('published rules, refreshed, have the members that their fidelity says', async () => {
    const planned = await client.publishDiscovery({ id: 'shoppers', as: 'rules', dry_run: true })
    expect([planned.stored, (await client.definitions()).version]).toEqual([false, 1])
    const published = await client.publishDiscovery({ id: 'shoppers', as: 'rules' })
    expect([published.stored, published.segmentation, published.version]).toEqual([true, 'shoppers', 2])
    await client.publishDiscovery({ id: 'shoppers', as: 'model', segmentation: 'shoppers_model' })
    await client.refresh({})
    const found = await client.discovery({ id: 'shoppers' })
    const byRules = await classesOf('shoppers')
    const byModel = await classesOf('shoppers_model')
    expect(byModel.size).toBe(3 * PER_KIND)
    const agreeing = [...byModel].filter(([customer, name]) => byRules.get(customer) === name).length
    expect(agreeing / byModel.size).toBeCloseTo(found.rules.fidelity, 12)
    for (const { group, precision, recall } of found.rules.groups) {
      const both = [...byModel].filter(([id, name]) => name === group && byRules.get(id) === group).length
      expect(both / sizeOf(byRules, group)).toBeCloseTo(precision, 12)
      expect(both / sizeOf(byModel, group)).toBeCloseTo(recall, 12)
    }
    for (const { id, customers } of found.groups) expect(sizeOf(byModel, id)).toBe(customers)
    expect(found.published.map(({ as, segmentation, version }) => [as, segmentation, version])).toEqual([
      ['rules', 'shoppers', 2],
      ['model', 'shoppers_model', 3],
    ])
  })

  test('it stays when files are applied, and a name that a file has is refused', async () => {
    const { changes } = await client.apply({
      files: [{ ...file, text: `${file.text}  visitors: { when: did(visit) }` }],
      complete: true,
    })
    expect(changes.map(({ definition }) => definition.id)).toEqual(['visitors'])
    await client.apply({
      files: [
        {
          name: 'own.yaml',
          text: 'segmentations: { mine: { first_match: [{ class: a, when: did(visit) }], otherwise: b } }',
        },
      ],
      complete: false,
    })
    await expect(
      client.publishDiscovery({ id: 'shoppers', as: 'rules', segmentation: 'mine' }),
    ).rejects.toMatchObject({
      code: 'name_in_use',
    })
  })

  test('live gives what batch gives, of rules and of the model', async () => {
    await composed.startLive()
    await client.refresh({})
    const parity = await client.parity({})
    expect(parity).toMatchObject({ customers: 3 * PER_KIND, differences: 0 })
    expect(parity.compared).toBeGreaterThanOrEqual(4 * 3 * PER_KIND)
  })

  test('one customer stands in the group that the model gives her, with the next one', async () => {
    const classes = await classesOf('shoppers_model')
    for (const customer of ['k0-1', 'k1-1', 'k2-1']) {
      const placed = await client.discoveryOf({ id: 'shoppers', customer })
      expect(placed.group.id).toBe(classes.get(customer))
      expect(placed.next?.id).not.toBe(placed.group.id)
      expect(placed.next_distance).toBeGreaterThan(placed.distance ?? Number.POSITIVE_INFINITY)
    }
    await expect(client.discoveryOf({ id: 'shoppers', customer: 'nobody' })).rejects.toMatchObject({
      code: 'customer_unknown',
    })
  })

  test('learned from a sample, everybody is counted; the next round keeps names and asks as before', async () => {
    const before = await client.discover({ id: 'three', classes: 3 })
    const again = await client.discover({ id: 'three', learn_from: 120 })
    expect([again.round, again.population.customers]).toEqual([2, 3 * PER_KIND])
    expect(again.population.learned_from).toBeLessThanOrEqual(120)
    expect(again.asked).toEqual(before.asked)
    expect(again.groups.map(({ id }) => id).sort()).toEqual(before.groups.map(({ id }) => id).sort())
    expect(again.groups.map(({ customers }) => customers)).toEqual([PER_KIND, PER_KIND, PER_KIND])
    const total = again.groups.reduce((sum, { value }) => sum + Number(value?.value), 0)
    expect(total).toBeCloseTo(Number(again.population.value?.value), 6)
    expect(again.change?.with).toBe(1)
    expect(await client.compareDiscovery({ id: 'three' })).toMatchObject({ from: 1, to: 2 })
    expect((await client.discoveryRounds({ id: 'three' })).rounds.map(({ round }) => round)).toEqual([2, 1])
  })

  test('a round by other features is refused before groups are looked for', async () => {
    await client.discover({ id: 'again', classes: 2, method: 'k-means', features: ['count(visit, 365d)'] })
    const steps: string[] = []
    const other = client.discover(
      { id: 'again', features: ['country', 'days_since(purchase)', 'count(purchase)'] },
      { progress: ({ step }) => steps.push(step) },
    )
    await expect(other).rejects.toMatchObject({ code: 'rounds_not_comparable' })
    expect(new Set(steps)).toEqual(new Set(['read']))
  })

  test('who is not in the population has a class of her own', async () => {
    const found = await client.discover({ id: 'buying', population: 'did(purchase)', classes: 2 })
    expect([found.population.customers, found.population.base]).toEqual([2 * PER_KIND, 3 * PER_KIND])
    await client.publishDiscovery({ id: 'buying', as: 'model' })
    await client.refresh({})
    const classes = await classesOf('buying')
    expect(sizeOf(classes, 'outside')).toBe(PER_KIND)
    await expect(client.discoveryOf({ id: 'buying', customer: 'k2-1' })).rejects.toMatchObject({
      code: 'customer_outside_population',
    })
  })

  test('any segment is held to the five criteria', async () => {
    const assessed = await client.assess({ definition: 'buyers' })
    expect([assessed.customers, assessed.base]).toEqual([2 * PER_KIND, 3 * PER_KIND])
    expect(assessed.criteria.map(({ name }) => name)).toEqual([
      'measurable',
      'accessible',
      'substantial',
      'differentiable',
      'actionable',
    ])
    const accessible = assessed.criteria.find(({ name }) => name === 'accessible')
    expect(accessible?.verdict).toBe('met')
    await expect(client.assess({ definition: 'shoppers' })).rejects.toMatchObject({ code: 'class_missing' })
    await expect(client.assess({ definition: 'nothing' })).rejects.toMatchObject({
      code: 'definition_unknown',
    })
  })

  test('the report is a page', async () => {
    const { content } = await client.discoveryReport({ id: 'shoppers', round: 1 })
    const bytes: Uint8Array[] = []
    for await (const chunk of content) bytes.push(chunk)
    expect(Buffer.concat(bytes).toString('utf8')).toMatch(/^<!doctype html>/)
  })

  async function classesOf(id: string): Promise<Map<string, string>> {
    const { segmentations } = await client.segmentations()
    const classes = segmentations.find(each => each.id === id)?.classes ?? []
    const found = new Map<string, string>()
    for (const { class: name } of classes) {
      const { members } = await client.classMembers({ id, class: name, limit: 1_000 })
      for (const { customer } of members) found.set(customer, name)
    }
    return found
  }
})

function sizeOf(classes: ReadonlyMap<string, string>, name: string): number {
  return [...classes.values()].filter(each => each === name).length
}

/** Who buys is written to twenty days ago, and opens it within the hour or not at all: of each kind this share. */
const OPENS = [0.8, 0.2]

const mailing = `
  mail_sent: { properties: { offer: text } }
  mail_opened: {}
channels:
  email: { name: E-mail, contact: mail_sent, response: mail_opened, cost: 0.01 }
offers:
  sale: { name: Summer sale, channels: [email], for: [buyers], response: purchase }
segments:`

function mails(): EventRecord[] {
  return OPENS.flatMap((share, kind) =>
    Array.from({ length: PER_KIND }, (_, nth) => nth).flatMap(nth => {
      const mail = (event: string, at: number, properties: EventRecord['properties']): EventRecord => {
        const customer = `k${kind}-${nth}`
        return { id: `${customer}-${event}`, customer, event, at, properties }
      }
      const sent = mail('mail_sent', noon - 20 * day, new Map([['offer', 'sale']]))
      const opened = mail('mail_opened', noon - 20 * day + 3_600_000, new Map())
      return nth % 10 < 10 * share ? [sent, opened] : [sent]
    }),
  )
}

describe('channels and offers', () => {
  const uploads = mkdtempSync(join(tmpdir(), 'kindred-discovery-'))
  let composed: Composition & { readonly engine: ReturnType<typeof composeMemory>['engine'] }
  let client: Client
  beforeAll(async () => {
    composed = composeMemory({ clock: () => noon, uploads })
    client = createClient({ fetch: inProcessFetch(composed.app), baseUrl: IN_PROCESS, token: composed.token })
    const text = file.text.replace('\nsegments:', mailing)
    await client.apply({ files: [{ ...file, text }], complete: true })
    const { customers, events } = made()
    await composed.engine.warehouse.append({ customers, events: [...events, ...mails()] })
    await client.refresh({})
  })
  afterAll(async () => {
    await composed.close()
    rmSync(uploads, { recursive: true })
  })

  test('a segment is told by what it can be reached, who answers for it and what is meant for it', async () => {
    const assessed = await client.assess({ definition: 'buyers' })
    const accessible = assessed.criteria.find(({ name }) => name === 'accessible')
    expect(accessible?.figures[0]).toEqual({ name: 'E-mail', text: '75 %, 0.01 EUR a contact' })
    const actionable = assessed.criteria.find(({ name }) => name === 'actionable')
    expect(actionable).toMatchObject({
      verdict: 'met',
      says: 'sales owns it; Summer sale is meant for it, by E-mail.',
    })
  })

  test('how groups have responded is told, and what is assigned to their classes', async () => {
    const found = await client.discover({ id: 'asked', classes: 3 })
    // To be written to is no behaviour of hers; to open it is.
    expect(found.features.map(({ is }) => is)).toContain('count(mail_opened, 365d)')
    expect(found.features.map(({ is }) => is)).not.toContain('count(mail_sent, 365d)')
    expect(found.notes.join(' ')).toContain(
      'Groups respond differently to E-mail: from 20 % to 80 % of the 120 who were contacted in 30 days (chi-square 43.2, p < 0.001',
    )
    const often = found.groups.find(({ typical }) => typical.customer.startsWith('k0'))
    const differs = often?.criteria.find(({ name }) => name === 'differentiable')
    expect(differs?.figures).toContainEqual({
      name: 'response to E-mail',
      text: '80 % (68–88 %) of 60, others 20 % (12–32 %)',
    })
    expect(differs?.says).toContain('It responds more to E-mail (p < 0.001)')
    await client.publishDiscovery({ id: 'asked', as: 'rules' })
    const text = `offers: { club: { name: Club, channels: [email], for: [asked.${often?.id}] } }`
    await client.apply({ files: [{ name: 'offers.yaml', text }], complete: false })
    const again = await client.discover({ id: 'asked' })
    const offersOf = (id: string | undefined) =>
      again.groups
        .find(group => group.id === id)
        ?.criteria.find(({ name }) => name === 'actionable')
        ?.figures.find(({ name }) => name === 'offer')?.text
    expect(offersOf(often?.id)).toBe('Club')
    expect(again.groups.filter(({ id }) => offersOf(id) === 'none')).toHaveLength(2)
  })
})

describe('a thread of its own', () => {
  const values = Float64Array.from({ length: 300 }, (_, at) => (at % 3) * 100 + (at % 11))
  const task = {
    question: {
      features: ['x'],
      method: 'k-means',
      classes: 3,
      maxClasses: 8,
      minShare: 0.01,
      seed: 1,
    } as const,
    population: { customers: 300, base: 300 },
    customers: Array.from({ length: 300 }, (_, at) => `c${at}`),
    table: { columns: [{ name: 'x', kind: 'number', values } as const] },
    features: [
      { id: 'x', is: 'x', label: 'X', kind: 'number', source: 'asked', why: 'It was asked for.' } as const,
    ],
    channels: [],
    responses: [],
    assigned: { offers: [] },
    currency: 'EUR',
  }

  test('finds what this one finds, and the event loop goes on meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 5)
    const found = await workerGroupFinder.find(task)
    clearInterval(timer)
    expect(found.groups.map(({ customers }) => customers)).toEqual([100, 100, 100])
    expect(turns).toBeGreaterThan(5)
  })

  test('finds the same in several, and what it tells only grows', async () => {
    const all = { ...task, question: { ...task.question, method: 'auto' } as const }
    const told: number[] = []
    const progress = (done: number, of: number) => told.push(done / of)
    const found = await groupFinderInThreads(3).find(all, { progress })
    expect(new Set(found.choices.map(({ method }) => method)).size).toBe(4)
    expect(found).toEqual(await groupFinderHere.find(all))
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
  })

  test('refuses by name, and stops when it is to', async () => {
    const same = {
      ...task,
      table: { columns: [{ name: 'x', kind: 'number', values: new Float64Array(300) } as const] },
    }
    await expect(workerGroupFinder.find(same)).rejects.toMatchObject({ name: 'EngineError' })
    const stop = new AbortController()
    const stopped = workerGroupFinder.find(task, {
      signal: stop.signal,
      progress: () => stop.abort(new Error('gone')),
    })
    await expect(stopped).rejects.toThrow('gone')
  })
})
