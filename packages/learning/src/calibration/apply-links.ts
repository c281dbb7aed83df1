import { type Link, logistic } from './link.ts'
import { onPoints } from './on-points.ts'

/**
 * What numbers become by links, one after the other.
 *
 * @example
 * applyLinks([{ kind: 'platt', slope: 2, intercept: -2 }], Float64Array.of(1)) // [0.5]
 */
export function applyLinks(links: readonly Link[], values: Float64Array): Float64Array {
  return links.reduce((given, link) => given.map(readerOf(link)), values)
}

function readerOf(link: Link): (value: number) => number {
  if (link.kind === 'logistic') return logistic
  if (link.kind === 'platt') return value => logistic(link.slope * value + link.intercept)
  return value => onPoints(link.at, link.values, value)
}
