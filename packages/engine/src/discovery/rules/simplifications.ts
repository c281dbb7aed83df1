import { isEverything, type Limit, limitKey } from './limit.ts'
import { type Box, boxKey, type RuleList, withBoxes } from './rule-list.ts'

/**
 * Lists that are shorter by one step: a box left out, two boxes in one, a limit dropped or made simpler. Every group
 * keeps a box, and every box a limit.
 */
export function* simplifications(list: RuleList): Generator<RuleList> {
  for (const [place, { boxes }] of list.groups.entries()) {
    if (boxes.length > 1)
      for (const box of boxes)
        yield withBoxes(
          list,
          place,
          boxes.filter(each => each !== box),
        )
    for (const merged of mergedBoxes(boxes)) yield withBoxes(list, place, merged)
    for (const box of boxes)
      for (const simpler of simplerBoxes(box))
        yield withBoxes(list, place, distinct(boxes.map(each => (each === box ? simpler : each))))
  }
}

function distinct(boxes: readonly Box[]): Box[] {
  return [...new Map(boxes.map(box => [boxKey(box), box])).values()]
}

function* simplerBoxes({ limits }: Box): Generator<Box> {
  for (const [at, limit] of limits.entries()) {
    if (limits.length > 1) yield { limits: limits.filter((_, other) => other !== at) }
    for (const simpler of simplerLimits(limit)) yield { limits: limits.with(at, simpler) }
  }
}

function* simplerLimits(limit: Limit): Generator<Limit> {
  if (limit.kind === 'words') {
    if (limit.words.length < 2) return
    for (const word of limit.words)
      yield { ...limit, words: limit.words.filter(each => each !== word), others: false }
    return
  }
  const { least, below, unknown, known } = limit
  if (!known) return
  if (unknown) yield { ...limit, unknown: false }
  const isBetween = least > -Infinity && below < Infinity
  if (isBetween) yield { ...limit, least: -Infinity }
  if (isBetween) yield { ...limit, below: Infinity }
}

/** Pairs of boxes that differ in one limit only, as one box. */
function* mergedBoxes(boxes: readonly Box[]): Generator<readonly Box[]> {
  for (const [first, a] of boxes.entries())
    for (const b of boxes.slice(first + 1)) {
      const merged = mergedBox(a, b)
      if (merged !== undefined) yield [...boxes.filter(box => box !== a && box !== b), merged]
    }
}

function mergedBox(a: Box, b: Box): Box | undefined {
  if (a.limits.length !== b.limits.length) return undefined
  const other = new Map(b.limits.map(limit => [limit.feature, limit]))
  const apart = a.limits.filter(limit => {
    const same = other.get(limit.feature)
    return same === undefined || limitKey(same) !== limitKey(limit)
  })
  const [limit] = apart
  const partner = limit && other.get(limit.feature)
  if (limit === undefined || partner === undefined || apart.length > 1) return undefined
  const both = either(limit, partner)
  if (both === undefined) return undefined
  const limits = a.limits.flatMap(each => (each === limit ? (isEverything(both) ? [] : [both]) : [each]))
  return limits.length === 0 ? undefined : { limits }
}

/** What is within one of two limits, if that is one limit. */
function either(a: Limit, b: Limit): Limit | undefined {
  if (a.kind === 'words' || b.kind === 'words') {
    if (a.kind !== 'words' || b.kind !== 'words') return undefined
    return { ...a, words: [...new Set([...a.words, ...b.words])], others: a.others || b.others }
  }
  const unknown = a.unknown || b.unknown
  if (!a.known) return { ...b, unknown }
  if (!b.known) return { ...a, unknown }
  if (a.below < b.least || b.below < a.least) return undefined
  return { ...a, least: Math.min(a.least, b.least), below: Math.max(a.below, b.below), unknown }
}
