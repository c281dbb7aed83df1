import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProfileSpace, Profiles } from '../ports/profiles.ts'
import { clear, collect } from './profiles-entries.ts'

const spaces: readonly ProfileSpace[] = ['records', 'timers']

/** Few keys of few bytes, so that they meet, and are prefixes of each other. */
const keys = fc
  .array(fc.constantFrom(0, 1, 0x61, 0xff), { minLength: 1, maxLength: 3 })
  .map(list => Uint8Array.from(list))
const values = fc.option(fc.uint8Array({ maxLength: 3 }), { nil: undefined })
const entries = fc.record({ space: fc.constantFrom(...spaces), key: keys, value: values })

const commits = fc.record({
  kind: fc.constant('commit' as const),
  changes: fc.array(entries, { maxLength: 6 }),
  /** Keys that are expected to be what they are, and entries that may be wrong. */
  right: fc.array(entries, { maxLength: 2 }),
  guessed: fc.array(entries, { maxLength: 1 }),
})
const ranges = fc.record({
  kind: fc.constant('range' as const),
  space: fc.constantFrom(...spaces),
  from: fc.option(keys, { nil: undefined }),
  to: fc.option(keys, { nil: undefined }),
  limit: fc.option(fc.nat(6), { nil: undefined }),
  descending: fc.boolean(),
})
const reads = fc.record({
  kind: fc.constant('read' as const),
  space: fc.constantFrom(...spaces),
  keys: fc.array(keys, { maxLength: 5 }),
})

type Model = Record<string, Map<string, Uint8Array>>
type StepOf<A> = A extends fc.Arbitrary<infer S> ? S : never

/** The law of them all: whatever is done in whatever order, the answers are those of a plain map. */
export function profileModelCases(profiles: () => Profiles): void {
  describe('as a plain map', () => {
    test('any sequence of commits, reads and ranges answers alike', async () => {
      const steps = fc.array(fc.oneof(commits, ranges, reads), { minLength: 1, maxLength: 25 })
      await fc.assert(
        fc.asyncProperty(steps, async list => {
          for (const space of spaces) await clear(profiles(), space)
          const model: Model = { records: new Map(), timers: new Map() }
          for (const step of list) {
            if (step.kind === 'commit') await commitBoth(profiles(), model, step)
            else if (step.kind === 'range') await rangeBoth(profiles(), model, step)
            else await readBoth(profiles(), model, step)
          }
          for (const space of spaces) expect(await profiles().count(space)).toBe(model[space]?.size)
        }),
        { numRuns: 80 },
      )
    })
  })
}

const nameOf = (key: Uint8Array) => Buffer.from(key).toString('hex')
const same = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0

async function commitBoth(profiles: Profiles, model: Model, step: StepOf<typeof commits>): Promise<void> {
  const right = step.right.map(({ space, key }) => ({ space, key, value: model[space]?.get(nameOf(key)) }))
  const expected = [...right, ...step.guessed]
  const isRight = expected.every(({ space, key, value }) => same(model[space]?.get(nameOf(key)), value))
  expect(await profiles.commit({ changes: step.changes, expected })).toBe(isRight)
  if (!isRight) return
  for (const { space, key, value } of step.changes) {
    if (value === undefined) model[space]?.delete(nameOf(key))
    else model[space]?.set(nameOf(key), value)
  }
}

async function rangeBoth(profiles: Profiles, model: Model, step: StepOf<typeof ranges>): Promise<void> {
  const { space, from, to, limit, descending } = step
  const within = [...(model[space] ?? [])]
    .map(([name, value]) => ({ key: new Uint8Array(Buffer.from(name, 'hex')), value }))
    .filter(({ key }) => from === undefined || Buffer.compare(key, from) >= 0)
    .filter(({ key }) => to === undefined || Buffer.compare(key, to) < 0)
    .toSorted((a, b) => Buffer.compare(a.key, b.key))
  const ordered = descending ? within.toReversed() : within
  const found = await collect(
    profiles.range(space, {
      ...(from && { from }),
      ...(to && { to }),
      ...(limit !== undefined && { limit }),
      descending,
    }),
  )
  expect(found).toEqual(ordered.slice(0, limit))
}

async function readBoth(profiles: Profiles, model: Model, step: StepOf<typeof reads>): Promise<void> {
  const found = await profiles.read(step.space, step.keys)
  expect(found).toEqual(step.keys.map(key => model[step.space]?.get(nameOf(key))))
}
