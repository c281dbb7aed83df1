import { expect, test } from 'vitest'
import { predictLayers } from '../layers/predict-layers.ts'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { fitNetwork } from './fit-network.ts'
import { backward, drawNetwork, emptyOutputs, forward, likeNetwork, partsOf } from './network.ts'

test('the gradient is that of differences', () => {
  const random = seeded(3)
  const network = drawNetwork([3, 5, 4, 1], random)
  for (const bias of network.bias) bias.set(bias.map(() => 0.3 * random.normal()))
  const given = [0.4, -1.2, 2]
  const sum = (): number => {
    const outputs = emptyOutputs(network)
    outputs[0]!.set(given)
    return forward(network, outputs)
  }
  const outputs = emptyOutputs(network)
  outputs[0]!.set(given)
  forward(network, outputs)
  const gradient = likeNetwork(network)
  backward(network, outputs, 1, { gradient, slopes: emptyOutputs(network) })
  const slopes = partsOf(gradient)
  partsOf(network).forEach((part, place) => {
    part.forEach((value, at) => {
      part[at] = value + 1e-6
      const above = sum()
      part[at] = value - 1e-6
      const below = sum()
      part[at] = value
      expect(slopes[place]![at]).toBeCloseTo((above - below) / 2e-6, 6)
    })
  })
})

/** Two numbers of −1 to 1, and what is made of them. */
function surface(
  count: number,
  seed: number,
  of: (a: number, b: number) => number,
): { table: Table; target: number[] } {
  const random = seeded(seed)
  const [a, b] = [0, 1].map(() => Float64Array.from({ length: count }, () => 2 * random.uniform() - 1))
  const columns = [
    { name: 'a', kind: 'number' as const, values: a! },
    { name: 'b', kind: 'number' as const, values: b! },
  ]
  return { table: { columns }, target: Array.from(a!, (value, row) => of(value, b![row]!)) }
}

test('what no sum of the columns could say is learned: their product, and exclusive or', () => {
  const product = surface(2000, 1, (a, b) => 100 + 40 * a * b)
  const fresh = surface(500, 2, (a, b) => 100 + 40 * a * b)
  const numbers = fitNetwork(product.table, product.target, { task: 'number', random: seeded(5) })
  const answers = predictLayers(numbers, fresh.table)
  const square = fresh.target.reduce((sum, value, row) => sum + (value - answers[row]!) ** 2, 0) / 500
  expect(Math.sqrt(square)).toBeLessThan(3)

  const either = (a: number, b: number): number => (a > 0 === b > 0 ? 0 : 1)
  const [learned, judged] = [surface(2000, 3, either), surface(500, 4, either)]
  const chances = predictLayers(
    fitNetwork(learned.table, learned.target, { task: 'binary', random: seeded(6) }),
    judged.table,
  )
  const right = judged.target.filter((answer, row) => Math.round(chances[row]!) === answer).length
  expect(right).toBeGreaterThan(470)
})

test('options without sense are refused by name', () => {
  const { table, target } = surface(20, 1, a => a)
  const fit = (options: object) => () =>
    fitNetwork(table, target, { task: 'number', random: seeded(1), ...options })
  expect(fit({ hidden: [0] })).toThrow("'hidden' is 0")
  expect(fit({ rate: 0 })).toThrow("'rate' is 0")
  expect(fit({ epochs: 1.5 })).toThrow("'epochs' is 1.5")
  expect(fit({ heldOut: 0.9 })).toThrow("'heldOut' is 0.9")
})
