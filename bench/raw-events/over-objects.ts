import type { ShopEvent } from './shop-events.ts'
import type { Comparison, ShopFeature, ShopSegment } from './shop-features.ts'

type Value = number | string | undefined

/** The segments that hold, as one writes it by hand: every comparison filters the events it looks at and reduces them. */
export function segmentsOverObjects(
  segments: readonly ShopSegment[],
  events: readonly ShopEvent[],
  asOf: number,
): readonly string[] {
  const read = (feature: ShopFeature): Value => reduceEvents(feature, events, asOf)
  return segments.filter(segment => holds(segment, read)).map(({ name }) => name)
}

/** The same with every feature worked out once. */
export function segmentsOverSharedFeatures(
  features: readonly ShopFeature[],
  segments: readonly ShopSegment[],
  events: readonly ShopEvent[],
  asOf: number,
): readonly string[] {
  const values = new Map(features.map(feature => [feature.name, reduceEvents(feature, events, asOf)]))
  return segments.filter(segment => holds(segment, ({ name }) => values.get(name))).map(({ name }) => name)
}

function holds({ either, all }: ShopSegment, read: (feature: ShopFeature) => Value): boolean {
  return either.some(each => compare(each, read)) && all.every(each => compare(each, read))
}

function compare({ feature, operator, value }: Comparison, read: (feature: ShopFeature) => Value): boolean {
  const found = read(feature)
  if (found === undefined) return false
  if (operator === '!=') return found !== value
  return operator === '>=' ? found >= value : found < value
}

function reduceEvents(
  { function: name, type, window }: ShopFeature,
  events: readonly ShopEvent[],
  asOf: number,
): Value {
  const inWindow = events.filter(event => event.type === type && event.at > asOf - window && event.at <= asOf)
  switch (name) {
    case 'count':
      return inWindow.length
    case 'last':
      return inWindow.at(-1)?.category
    case 'distinct':
      return inWindow.length === 0 ? undefined : new Set(inWindow.map(({ category }) => category)).size
    case 'sum':
      return inWindow.reduce((sum, { amount }) => sum + amount, 0) / 10_000
    case 'avg':
      return inWindow.length === 0
        ? undefined
        : inWindow.reduce((sum, { amount }) => sum + amount, 0) / 10_000 / inWindow.length
    case 'min':
      return inWindow.length === 0 ? undefined : Math.min(...inWindow.map(({ amount }) => amount)) / 10_000
    case 'max':
      return inWindow.length === 0 ? undefined : Math.max(...inWindow.map(({ amount }) => amount)) / 10_000
  }
}
