import type { Fragment, Fragments } from './fragment.ts'

const BITS_OF_WORD = 64
const BITS_OF_BYTE = 8

/**
 * Packs conditions into words: condition `i` is bit `i % 64` of word `i >> 6` of an `Array(UInt64)`.
 * Bits are first put together into bytes and these into words, so that most of the work is on columns of one byte.
 */
export function packMask(fragments: Fragments, conditions: readonly Fragment[]): Fragment {
  const words = chunks(conditions, BITS_OF_WORD).map(word => packWord(fragments, word))
  if (words.length === 0) return fragments.known(["CAST([], 'Array(UInt64)')"])
  return fragments.list('[', words, ', ', ']', false)
}

function packWord(fragments: Fragments, conditions: readonly Fragment[]): Fragment {
  const bytes = chunks(conditions, BITS_OF_BYTE).map(byte => packByte(fragments, byte))
  const shifted = bytes.map((byte, index) =>
    fragments.known([`bitShiftLeft(toUInt64(`, `), ${index * BITS_OF_BYTE})`], byte),
  )
  return combine(fragments, shifted)
}

function packByte(fragments: Fragments, conditions: readonly Fragment[]): Fragment {
  const shifted = conditions.map((condition, index) =>
    index === 0 ? condition : fragments.known([`bitShiftLeft(`, `, ${index})`], condition),
  )
  return combine(fragments, shifted)
}

/** In pairs, so that the depth is that of a tree and not of a chain. */
function combine(fragments: Fragments, parts: readonly Fragment[]): Fragment {
  const [first, second] = parts
  if (first !== undefined && second === undefined) return first
  return combine(
    fragments,
    chunks(parts, 2).map(([a, b]) =>
      b === undefined || a === undefined ? (a ?? fragments.known(['0'])) : fragments.known`bitOr(${a}, ${b})`,
    ),
  )
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = []
  for (let start = 0; start < items.length; start += size) result.push(items.slice(start, start + size))
  return result
}
