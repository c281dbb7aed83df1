import { expect, test } from 'vitest'
import { betaQuadrature } from './beta-quadrature.ts'
import { expectedPurchases, probabilityAlive } from './expected-purchases.ts'

test('places and shares give the moments of the beta distribution', () => {
  for (const [a, b] of [
    [0.793, 2.426],
    [1, 1],
    [0.5, 0.5],
    [30, 900],
    [0.01, 3],
  ] as const) {
    const { nodes, weights } = betaQuadrature(a, b, 8)
    let wanted = 1
    for (let power = 0; power < 15; power += 1) {
      const mean = weights.reduce((sum, weight, at) => sum + weight * nodes[at]! ** power, 0)
      expect(Math.abs(mean / wanted - 1)).toBeLessThan(1e-9)
      wanted *= (a + power) / (a + b + power)
    }
  }
})

test('what BG/NBD expects is the mean over chances to drop out, by 64 places', () => {
  const [r, alpha, a, b] = [0.243, 30.9, 0.793, 2.426]
  const { nodes, weights } = betaQuadrature(a, b, 64)
  for (const [frequency, age] of [
    [0, 1],
    [1, 300],
    [40, 500],
    [200, 700],
  ] as const)
    for (const horizon of [30, 365, 1000]) {
      let [sum, whole] = [0, 0]
      nodes.forEach((chance, at) => {
        const share = weights[at]! * (1 - chance) ** frequency
        whole += share
        sum += (share * (1 - (1 + (chance * horizon) / (alpha + age)) ** -(r + frequency))) / chance
      })
      const history = { frequency, recency: frequency === 0 ? 0 : age, age }
      const parameters = { model: 'bg_nbd', r, alpha, a, b } as const
      const exact = expectedPurchases(parameters, history, horizon) / probabilityAlive(parameters, history)
      expect(Math.abs(sum / whole / exact - 1)).toBeLessThan(1e-9)
    }
})
