import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Table } from '../../matrix/table.ts'
import { seeded } from '../../numeric/random.ts'
import { codeOf } from '../../testing/estimator-suite.ts'
import { assignMedoids } from './assign-medoids.ts'
import { fitMedoids } from './fit-medoids.ts'
import { gower, plainRow, yardsticksOf } from './gower.ts'
import { swapMedoids } from './swap-medoids.ts'

const member = fc.record({
  age: fc.oneof(fc.integer({ min: 18, max: 80 }), fc.constant(Number.NaN)),
  spend: fc.integer({ min: 0, max: 1000 }),
  city: fc.constantFrom('Brno', 'Praha', 'Zlín', null),
})
type Member = { age: number; spend: number; city: string | null }

function tableOf(members: readonly Member[]): Table {
  return {
    columns: [
      { name: 'age', kind: 'number', values: Float64Array.from(members, ({ age }) => age) },
      { name: 'spend', kind: 'number', values: Float64Array.from(members, ({ spend }) => spend) },
      { name: 'city', kind: 'category', values: members.map(({ city }) => city) },
    ],
  }
}

function differencesOf(table: Table, rows: number): Float64Array[] {
  const yardsticks = yardsticksOf(table)
  const plain = Array.from({ length: rows }, (_, row) => plainRow(table, row))
  return plain.map(a => Float64Array.from(plain, b => gower(yardsticks, a, b)))
}

test('a difference is the same both ways, 0 to 1, and 0 to itself where anything is known', () => {
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 12 }), members => {
      const differences = differencesOf(tableOf(members), members.length)
      differences.forEach((row, a) => {
        expect(row[a]).toBe(0)
        row.forEach((difference, b) => {
          expect(difference).toBe(differences[b]![a])
          expect(difference >= 0 && difference <= 1).toBe(true)
        })
      })
    }),
  )
})

function costOf(differences: readonly Float64Array[], medoids: readonly number[]): number {
  return differences.reduce((sum, row) => sum + Math.min(...medoids.map(medoid => row[medoid]!)), 0)
}

test('no swap of one medoid for another row makes it better', () => {
  fc.assert(
    fc.property(
      fc.array(member, { minLength: 4, maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      (members, clusters) => {
        const differences = differencesOf(tableOf(members), members.length)
        const medoids = swapMedoids(differences, clusters)
        const cost = costOf(differences, medoids)
        medoids.forEach((_, at) => {
          members.forEach((__, row) => {
            const other = medoids.map((medoid, place) => (place === at ? row : medoid))
            expect(costOf(differences, other)).toBeGreaterThanOrEqual(cost - 1e-9)
          })
        })
      },
    ),
  )
})

test('two medoids are the best pair of all, but for few tables that hold a trap', () => {
  let best = 0
  fc.assert(
    fc.property(fc.array(member, { minLength: 5, maxLength: 12 }), members => {
      const differences = differencesOf(tableOf(members), members.length)
      const medoids = swapMedoids(differences, 2)
      if (medoids.length < 2) return
      const pairs = members.flatMap((_, a) => members.map((__, b) => costOf(differences, [a, b])))
      const least = Math.min(...pairs)
      expect(costOf(differences, medoids)).toBeLessThanOrEqual(1.2 * least + 1e-9)
      if (costOf(differences, medoids) <= least + 1e-9) best += 1
    }),
    { numRuns: 100, seed: 5 },
  )
  expect(best).toBeGreaterThan(85)
})

/** Two kinds of members, told apart only by number and word together. */
function twoKinds(count: number, seed: number): { members: Member[]; truth: number[] } {
  const random = seeded(seed)
  const truth = Array.from({ length: count }, (_, row) => row % 2)
  const members = truth.map(kind => ({
    age: (kind === 0 ? 25 : 60) + random.below(8),
    spend: (kind === 0 ? 100 : 800) + random.below(100),
    city: kind === 0 ? 'Brno' : 'Praha',
  }))
  return { members, truth }
}

test('kinds of customers are found in samples, and every other row is assigned', () => {
  const { members, truth } = twoKinds(3000, 1)
  const table = tableOf(members)
  const fitted = fitMedoids(table, { clusters: 2, random: seeded(3), sample: 100 })
  const { labels } = assignMedoids(fitted, table)
  const first = labels[0]!
  expect(Array.from(labels, label => (label === first ? 0 : 1))).toEqual(truth)
  expect(fitted.sizes).toEqual([1500, 1500])
  expect(fitted.medoids).toEqual(fitted.rows.map(row => plainRow(table, row)))
})

test('the result is the same again, frozen, and survives JSON', () => {
  const table = tableOf(twoKinds(40, 2).members)
  const fit = (): ReturnType<typeof fitMedoids> => fitMedoids(table, { clusters: 3, random: seeded(1) })
  const fitted = fit()
  const revived: typeof fitted = JSON.parse(JSON.stringify(fitted))
  expect(fit()).toEqual(fitted)
  expect(Object.isFrozen(fitted.medoids[0])).toBe(true)
  expect(assignMedoids(revived, table)).toEqual(assignMedoids(fitted, table))
})

test('too few distinct rows, missing columns and columns of another kind are refused by name', () => {
  const equal = tableOf(Array.from({ length: 9 }, () => ({ age: 30, spend: 1, city: 'Brno' })))
  expect(() => fitMedoids(equal, { clusters: 2, random: seeded(1) })).toThrow('only 1 rows differ')
  const fitted = fitMedoids(tableOf(twoKinds(10, 3).members), { clusters: 2, random: seeded(1) })
  const [age, spend] = equal.columns
  expect(codeOf(() => assignMedoids(fitted, { columns: [age!, spend!] }))).toBe('column_missing')
  const city = { name: 'city', kind: 'number', values: new Float64Array(9) } as const
  expect(codeOf(() => assignMedoids(fitted, { columns: [age!, spend!, city] }))).toBe('column_of_other_kind')
})
