import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { ReadRoom } from '@kindred/engine'
import { compileLive, type History, type LiveProgram, type LiveSubject, PagesNeeded } from '@kindred/language'
import { openProfiles } from '@kindred/stores/profiles'
import type { Benchmark } from './benchmark.ts'
import { type Contender, median, race } from './race.ts'
import { makeHistory, NOW, subjectEvent } from './raw-events/shop-events.ts'
import { makeSegments, shopDefinitions, shopVocabulary } from './raw-events/shop-features.ts'
import { seededRandom } from './seeded-random.ts'

const [FEW, MANY] = [500, 100_000]
const attributes = new Map<string, never>()

type Profiles = Awaited<ReturnType<typeof openProfiles>>

export const benchmark: Benchmark = {
  claim: `A customer with ${MANY} events against one with ${FEW}: 40 features, 50 segments, records in LMDB`,
  async run({ scale, note }) {
    const random = seededRandom(5)
    const program = compileLive(shopDefinitions(makeSegments(50, random)), shopVocabulary)
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'))
    const profiles = await openProfiles({ kind: 'embedded' }, { folder })
    try {
      const customers = []
      const kept: number[] = []
      for (const count of [FEW, MANY]) {
        const { history } = program.add(program.empty(), makeHistory(count, random).map(subjectEvent), NOW)
        customers.push(await storeCustomer(profiles, program, count, history))
        kept.push(microsOfKeeping(program, history))
        note(`${count} events: ${history.head.length} bytes and ${history.pages.size} pages`)
      }
      const rates = await race(customers.flatMap(contendersOf), { turns: Math.ceil(200 * scale), note })
      const ratio = (what: string): number => {
        const slow = rates.get(`${what} ${MANY}`) ?? []
        return median(
          (rates.get(`${what} ${FEW}`) ?? []).map((rate, turn) => rate / (slow[turn] ?? Number.NaN)),
        )
      }
      return [
        { id: 'reading', value: ratio('read'), unit: 'x', goal: { atMost: 4 } },
        {
          id: 'reading, adding an event, evaluating, next change',
          value: ratio('add'),
          unit: 'x',
          goal: { atMost: 4 },
        },
        ...[FEW, MANY].map((count, at) => ({
          id: `an event kept, over four days, ${count}`,
          value: kept[at] ?? Number.NaN,
          unit: 'µs',
        })),
        ...[...rates].map(([id, perTurn]) => ({ id, value: median(perTurn), unit: '/s' })),
      ]
    } finally {
      await profiles.close()
      await rm(folder, { recursive: true })
    }
  },
}

interface Customer {
  readonly profiles: Profiles
  readonly program: LiveProgram
  readonly count: number
}

/** Of pooled memory: an array buffer for each key took a sixth of what a long history was read in. */
const keyOf = (count: number, page = 0): Uint8Array => {
  const key = Buffer.allocUnsafe(8)
  key.writeUInt32BE(count, 0)
  key.writeUInt32BE(page, 4)
  return key
}

async function storeCustomer(
  profiles: Profiles,
  program: LiveProgram,
  count: number,
  history: History,
): Promise<Customer> {
  const pages = [...history.pages].map(([page, value]) => ({
    space: 'pages' as const,
    key: keyOf(count, page),
    value,
  }))
  await profiles.commit({ changes: [{ space: 'records', key: keyOf(count), value: history.head }, ...pages] })
  return { profiles, program, count }
}

/** Read into again and again, as who is asked about is. */
const room = new ReadRoom()

/** Asks with the pages that are wanted, and no others. */
async function asking<T>(
  { profiles, program, count }: Customer,
  ask: (subject: LiveSubject) => T,
): Promise<T> {
  room.clear()
  const [head = new Uint8Array()] = await profiles.read('records', [keyOf(count)], room)
  const pages = new Map<number, Uint8Array>()
  for (;;) {
    try {
      return ask({ id: '', attributes, history: program.decode(head, pages) })
    } catch (error) {
      if (!(error instanceof PagesNeeded)) throw error
      const read = await profiles.read(
        'pages',
        error.pages.map(page => keyOf(count, page)),
        room,
      )
      for (const [index, page] of error.pages.entries()) {
        const bytes = read[index]
        if (bytes !== undefined) pages.set(page, bytes)
      }
    }
  }
}

const [KEPT, PER_DAY, DAY] = [1_000, 250, 86_400_000]

/**
 * What an event takes that is added to what was kept, one after another over four days, without the store: the pages that
 * are made meanwhile, and windows that move on from page to page, are in it.
 */
function microsOfKeeping(program: LiveProgram, { head: first, pages: stored }: History): number {
  const pages = new Map(stored)
  let head = first
  const start = performance.now()
  for (let count = 1; count <= KEPT; count += 1) {
    const at = NOW + Math.floor((count * DAY) / PER_DAY)
    const event = subjectEvent({
      id: `kept ${count}`,
      type: 'visit',
      at,
      amount: 5_000,
      category: 'category_3',
    })
    const atHand = new Map<number, Uint8Array>()
    const { history } = askingOf(pages, atHand, () =>
      program.add(program.decode(head, new Map(atHand)), [event], at),
    )
    head = history.head
    for (const [page, bytes] of history.changedPages) {
      if (bytes === undefined) pages.delete(page)
      else pages.set(page, bytes)
    }
  }
  return ((performance.now() - start) / KEPT) * 1_000
}

function askingOf<T>(
  stored: ReadonlyMap<number, Uint8Array>,
  atHand: Map<number, Uint8Array>,
  ask: () => T,
): T {
  for (;;) {
    try {
      return ask()
    } catch (error) {
      if (!(error instanceof PagesNeeded)) throw error
      for (const page of error.pages) atHand.set(page, stored.get(page) ?? new Uint8Array())
    }
  }
}

const TOGETHER = 20

function contendersOf(customer: Customer): readonly Contender[] {
  const { program, count } = customer
  let turn = 0
  return [
    {
      name: `read ${count}`,
      async burst() {
        for (let done = 0; done < TOGETHER; done += 1) {
          turn += 1
          await asking(customer, subject => program.evaluate(subject, NOW + turn))
        }
        return TOGETHER
      },
    },
    {
      name: `add ${count}`,
      async burst() {
        for (let done = 0; done < TOGETHER; done += 1) {
          turn += 1
          await asking(customer, subject => addAndLook(program, subject, NOW + turn))
        }
        return TOGETHER
      },
    },
  ]
}

function addAndLook(program: LiveProgram, subject: LiveSubject, asOf: number): void {
  const event = subjectEvent({
    id: `new ${asOf}`,
    type: 'visit',
    at: asOf,
    amount: 5_000,
    category: 'category_3',
  })
  const { history } = program.add(subject.history, [event], asOf)
  program.evaluate({ ...subject, history }, asOf)
  program.nextChange({ ...subject, history }, asOf)
}
