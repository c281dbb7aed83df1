import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Checked, CheckedSegmentation } from '../../ast/checked.ts'
import { check } from '../../check/check.ts'
import { arbitraryExpression } from '../../testing/arbitrary-expression.ts'
import { arbitrarySubject } from '../../testing/arbitrary-subject.ts'
import { instant, testCutoffs, vocabularyIn } from '../../testing/index.ts'
import { LiveRecord } from '../../testing/live-record.ts'
import { LAST_INSTANT } from '../../vocabulary/calendar.ts'
import type { Value } from '../../vocabulary/value.ts'
import { classify, compileClosures } from '../compile-closure.ts'
import type { Subject, SubjectEvent } from '../subject.ts'
import { compileLive } from './compile-live.ts'
import type { LiveDefinitions } from './live-program.ts'

/** Each around a night on which clocks change, or the end of a year or of a February. */
const settings = [
  ['2026-03-29T00:30:00Z', 'Europe/Prague'],
  ['2026-10-24T22:30:00Z', 'Europe/Prague'],
  ['2026-04-05T11:30:00Z', 'Pacific/Auckland'],
  ['2025-12-31T23:00:00Z', 'Europe/Prague'],
  ['2028-02-29T12:00:00Z', 'America/New_York'],
] as const

for (const [written, timezone] of settings) {
  const vocabulary = vocabularyIn(timezone, 1)
  const context = { ...vocabulary, cutoffs: testCutoffs }
  const asOf = instant(written)
  const where = `${written} in ${timezone}`

  const checkedOf = (expression: Parameters<typeof check>[0]): Checked => {
    const { checked, problems } = check(expression, vocabulary)
    if (checked === undefined) throw new Error(problems.map(({ says }) => says).join(' '))
    return checked
  }
  const named = <T>(values: readonly T[]): ReadonlyMap<string, T> =>
    new Map(values.map((value, index) => [`d${index}`, value]))

  const definitions: fc.Arbitrary<LiveDefinitions> = fc
    .record({
      features: fc.array(arbitraryExpression(undefined, 2).map(checkedOf), { maxLength: 6 }),
      segments: fc.array(arbitraryExpression('boolean', 2).map(checkedOf), { minLength: 1, maxLength: 40 }),
      classes: fc.array(arbitraryExpression('boolean', 1).map(checkedOf), { maxLength: 3 }),
    })
    .map(({ features, segments, classes }) => ({
      features: named(features),
      segments: named(segments),
      segmentations: new Map([
        ...[...vocabulary.segmentations].map(([id, { of }]) => [id, of] as const),
        ['generated', firstMatch(classes)] as const,
      ]),
    }))

  function firstMatch(rules: readonly Checked[]): CheckedSegmentation {
    const classes = rules.map((when, index) => ({ class: `c${index}`, when }))
    return { kind: 'first_match', id: 'generated', classes, otherwise: 'none' }
  }

  const subjects = arbitrarySubject({ vocabulary, asOf })
  const pageSizes = fc.constantFrom(1, 2, 3, 5, 512)

  /** The events of a subject in any order and some of them twice, in stretches. */
  const arrivals = (subject: Subject) =>
    fc
      .tuple(
        fc.shuffledSubarray([...subject.events, ...subject.events], { minLength: 2 * subject.events.length }),
        fc.array(fc.nat(10), { minLength: 4, maxLength: 60 }),
      )
      .map(([events, sizes]) => {
        const stretches: SubjectEvent[][] = []
        let from = 0
        for (const size of [...sizes, events.length]) {
          stretches.push(events.slice(from, from + size))
          from += size
        }
        return stretches
      })

  const arrived = subjects.chain(subject => fc.tuple(fc.constant(subject), arrivals(subject)))

  function expected(all: LiveDefinitions, subject: Subject, at: number) {
    const { features, segments, segmentations } = all
    const values = compileClosures(features, context)(subject, at)
    const holds = compileClosures(segments, context)(subject, at)
    return {
      features: [...features.keys()].map((name): Value | undefined => values.get(name)),
      segments: [...segments.keys()].filter(name => holds.get(name) === true),
      classes: [...segmentations.values()].map(of => classify(of, context)(subject, at)),
    }
  }

  function answered(record: LiveRecord, at: number) {
    return record.ask((program, subject) => {
      const { mask, classes } = program.evaluate(subject, at)
      const reasons = program.reasons(subject, at)
      const segments = program.segments.filter((_, bit) => ((mask[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0)
      expect(program.segments.filter((_, bit) => reasons[bit] === 0)).toEqual(segments)
      const features = program.valuesOfFeatures(subject, at)
      expect(program.look(subject, at)).toEqual({ reasons, features })
      return {
        features,
        segments,
        classes: program.segmentations.map(({ classes: names }, index) => names[classes[index] ?? -1]),
      }
    })
  }

  test(`the packed program gives what the closures give, whatever the order of arrival: ${where}`, () => {
    fc.assert(
      fc.property(definitions, arrived, pageSizes, (all, [subject, stretches], pageSize) => {
        const record = new LiveRecord(compileLive(all, context, { pageSize }), subject)
        const seen = new Set<string>()
        for (const stretch of stretches) {
          const isNew = record.add(stretch, asOf)
          for (const [index, { id }] of stretch.entries()) {
            if (isNew[index]) expect(seen.has(id)).toBe(false)
            if (isNew[index]) seen.add(id)
          }
        }
        expect(answered(record, asOf)).toEqual(expected(all, subject, asOf))
      }),
      { numRuns: 150 },
    )
  })

  test(`what is dropped makes no difference later: ${where}`, () => {
    const instants = fc.array(fc.nat(500 * 86_400_000), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(definitions, arrived, instants, pageSizes, (all, [subject, stretches], steps, pageSize) => {
        const record = new LiveRecord(compileLive(all, context, { pageSize }), subject)
        // Events arrive while time goes on; each is looked at from then on.
        const times = steps.map(step => asOf + step).sort((a, b) => a - b)
        for (const [index, stretch] of stretches.entries())
          record.add(stretch, times[Math.min(index, times.length - 1)] ?? asOf)
        const last = times.at(-1) ?? asOf
        expect(answered(record, last)).toEqual(expected(all, subject, last))
      }),
      { numRuns: 80 },
    )
  })

  test(`nothing changes before the next change: ${where}`, () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
    const few = definitions.map(({ segments, ...others }) => ({
      ...others,
      segments: new Map([...segments].slice(0, 3)),
    }))
    fc.assert(
      fc.property(few, arrived, pageSizes, shares, (all, [subject, stretches], pageSize, between) => {
        const record = new LiveRecord(compileLive(all, context, { pageSize }), subject)
        for (const stretch of stretches) record.add(stretch, asOf)
        const next = record.ask((program, live) => program.nextChange(live, asOf))
        if (next !== undefined) expect(next).toBeGreaterThan(asOf)
        const end = (next ?? LAST_INSTANT + 1) - 1
        const near = [1, 1_000, 3_600_000, 86_400_000].map(by => Math.min(asOf + by, end))
        const before = standing(expected(all, subject, asOf))
        for (const at of [end, ...near, ...between.map(share => asOf + Math.floor((end - asOf) * share))])
          expect(standing(expected(all, subject, at)), new Date(at).toISOString()).toEqual(before)
      }),
      { numRuns: 150 },
    )
  })

  test(`news evaluates to what everything evaluates to: ${where}`, () => {
    fc.assert(
      fc.property(definitions, subjects, pageSizes, (all, subject, pageSize) => {
        const record = new LiveRecord(compileLive(all, context, { pageSize }), subject)
        const events = [...subject.events]
        const last = events.pop()
        record.add(events, asOf)
        const answer = record.ask((program, live) => program.evaluate(live, asOf))
        if (last !== undefined) record.add([last], asOf)
        const news = {
          answer,
          events: new Set(last === undefined ? [] : [last.event]),
          attributes: new Set<string>(),
        }
        const some = record.ask((program, live) => program.evaluate(live, asOf, news))
        expect(some).toEqual(record.ask((program, live) => program.evaluate(live, asOf)))
      }),
      { numRuns: 80 },
    )
  })
}

function standing({ segments, classes }: { segments: unknown; classes: unknown }) {
  return { segments, classes }
}
