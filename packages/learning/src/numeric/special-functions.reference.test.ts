import { expect, test } from 'vitest'
import fixture from '../testing/fixtures/special-functions.json' with { type: 'json' }
import { digamma } from './digamma.ts'
import { gaussLegendre } from './gauss-legendre.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal-quantile.ts'

function expectNear(given: number, wanted: number, tolerance: number): void {
  expect(Math.abs(given - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThan(tolerance)
}

test('ln Γ, ψ and normal quantiles are those of scipy', () => {
  for (const [x, wanted] of fixture.logGamma) expectNear(logGamma(x!), wanted!, 4e-15)
  for (const [x, wanted] of fixture.digamma) expectNear(digamma(x!), wanted!, 4e-15)
  for (const [p, wanted] of fixture.normalQuantile) expectNear(normalQuantile(p!), wanted!, 1e-6)
})

test('places and weights of quadrature are those of numpy', () => {
  fixture.legendre.forEach((nodes, at) => {
    const rule = gaussLegendre(nodes.length)
    for (const [node, place] of nodes.entries()) {
      expectNear(rule.nodes[node]!, place, 1e-15)
      expectNear(rule.weights[node]!, fixture.legendreWeights[at]![node]!, 1e-15)
    }
  })
})
