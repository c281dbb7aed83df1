import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { adjustedRand, type Column } from '@kindred/learning'
import { describe, expect, test } from 'vitest'
import { findGroups } from './find-groups.ts'
import { question, taskOf } from './group-task-fixture.ts'
import { assignGroups } from './model/assign-groups.ts'

/** Public data lies beside the checkout where it may be used: it may not be shipped. */
const folder = resolve(import.meta.dirname, '../../../../../shared/data')
const mall = resolve(folder, 'mall_customers/mall_customers.csv')
const wholesale = resolve(folder, 'wholesale_customers/wholesale_customers.csv')

function columnsOf(path: string, names: readonly string[]): Column[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  return names.map(name => {
    const place = header.split(',').indexOf(name)
    return { name, kind: 'number', values: Float64Array.from(lines, line => Number(line.split(',')[place])) }
  })
}

describe.skipIf(!existsSync(mall))(
  'income and spending score of the mall customers (skipped without the file)',
  () => {
    const columns = existsSync(mall) ? columnsOf(mall, ['Annual Income (k$)', 'Spending Score (1-100)']) : []

    test('the five known groups are chosen among 2 to 8, and named by income and spending', () => {
      const task = taskOf(columns, { question: { ...question, maxClasses: 8 } })
      const found = findGroups(task)
      // Known of the raw values: 81, 39, 35, 23, 22. Standardised, the two scales differ by a thirtieth only.
      expect(found.groups.map(({ customers }) => customers)).toEqual([81, 39, 35, 23, 22])
      expect(found.choices[0]!.silhouette).toBeCloseTo(0.5547, 3)
      expect(found.groups.map(({ name }) => name)).toEqual([
        'Close to the average',
        'High spending score, high annual income',
        'Low spending score, high annual income',
        'Low annual income, low spending score',
        'Low annual income, high spending score',
      ])
      expect(found.rules.fidelity).toBeGreaterThan(0.9)
    })
  },
)

const spends = ['Fresh', 'Milk', 'Grocery', 'Frozen', 'Detergents_Paper', 'Delicassen']
describe.skipIf(!existsSync(wholesale))(
  'yearly spends of the wholesale customers (skipped without the file)',
  () => {
    test('two groups are chosen, which tell the channel nearly as well as is known', () => {
      const task = taskOf(columnsOf(wholesale, spends), { question: { ...question, maxClasses: 8 } })
      const found = findGroups(task)
      expect(found.groups).toHaveLength(2)
      // Known after plain logarithms: silhouette 0.290, adjusted Rand 0.514 to the channel.
      expect(Math.abs(found.choices[0]!.silhouette - 0.29)).toBeLessThan(0.03)
      const channel = columnsOf(wholesale, ['Channel'])[0]!.values
      const labels = assignGroups(found.model, task.table)
      expect(adjustedRand(labels, Array.from(channel, Number))).toBeGreaterThan(0.48)
    })
  },
)
