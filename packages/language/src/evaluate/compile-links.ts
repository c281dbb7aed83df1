import type { ScoreLink } from '../ast/scorer.ts'
import { exponential, logistic } from '../vocabulary/exponential.ts'
import { linesBetween, stepsBetween } from './curve.ts'

/** What becomes of a sum, one link after the other. */
export function compileLinks(links: readonly ScoreLink[]): (sum: number) => number {
  const steps = links.map(compileLink)
  return sum => steps.reduce((value, step) => step(value), sum)
}

function compileLink(link: ScoreLink): (x: number) => number {
  switch (link.kind) {
    case 'logistic':
      return logistic
    case 'exp':
      return exponential
    case 'platt':
      return x => logistic(link.slope * x + link.intercept)
    case 'isotonic': {
      const at = Float64Array.from(link.at)
      const values = Float64Array.from(link.values)
      return link.between === 'lines' ? linesBetween(at, values) : stepsBetween(at, values)
    }
  }
}
