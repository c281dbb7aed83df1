import { isScalar, type Pair, type Scalar, type YAMLMap } from 'yaml'
import type { ValuePlace } from './definition-places.ts'

/** A pair of a mapping, with its text put together again where YAML cut it at a comma. */
export interface JoinedPair {
  readonly key: unknown
  readonly value: unknown
  readonly joined?: { readonly text: string; readonly place: ValuePlace }
}

/**
 * `{ class: active, when: did(purchase, 90d) }` is, to YAML, three pairs: `class`, `when: did(purchase` and a key
 * `90d)` without a value. Nobody means that: as long as brackets are open, what follows belongs to the text.
 */
export function joinAtCommas(map: YAMLMap, source: string): JoinedPair[] {
  const pairs: JoinedPair[] = []
  for (let index = 0; index < map.items.length; index += 1) {
    const pair = map.items[index]
    if (pair === undefined) continue
    const last = map.flow === true ? endOfText(map.items, index) : undefined
    const place =
      last === undefined ? undefined : { start: startOf(pair.value), end: endOf(map.items[last]?.key) }
    if (last === undefined || place === undefined) {
      pairs.push({ key: pair.key, value: pair.value })
      continue
    }
    const text = source.slice(place.start, place.end)
    const read = text.replace(/\s*\n\s*/g, ' ')
    const joined = { text: read, place: { ...place, text: { value: read, style: 'plain' as const } } }
    pairs.push({ key: pair.key, value: pair.value, joined })
    index = last
  }
  return pairs
}

/** The index of the pair whose key closes the brackets that the text of `pairs[first]` leaves open. */
function endOfText(pairs: readonly Pair[], first: number): number | undefined {
  const value = pairs[first]?.value
  if (!isScalar(value) || value.type !== 'PLAIN' || typeof value.value !== 'string') return undefined
  let open = openBrackets(value.value)
  for (let index = first + 1; open > 0 && index < pairs.length; index += 1) {
    const pair = pairs[index]
    if (!isScalar(pair?.key) || !isAbsent(pair.value)) return undefined
    open += openBrackets(String(pair.key.value))
    if (open === 0) return index
  }
  return undefined
}

function openBrackets(text: string): number {
  return text.split('(').length - text.split(')').length
}

function isAbsent(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null && (value.source ?? '') === '')
}

function startOf(value: unknown): number {
  return rangeOf(value)[0]
}

function endOf(value: unknown): number {
  return rangeOf(value)[1]
}

function rangeOf(value: unknown): readonly [number, number] {
  const range = isScalar(value) ? (value satisfies Scalar).range : undefined
  return range ? [range[0], range[1]] : [0, 0]
}
