import { wordsOf } from './bit-positions.ts'
import { nameList } from './name-list.ts'
import { numberList } from './number-list.ts'

/**
 * SQL: for each word of a mask the bit that a name has in it, 0 where it has none, by the SQL of the name. `names[i]` has
 * bit `i % 64` of word `i >> 6`. The names are bound by `nameList`.
 */
export function nameBits(prefix: string, names: readonly string[]): readonly ((name: string) => string)[] {
  return Array.from({ length: wordsOf(names.length) }, (_, word) => {
    const bits = names.map((_name, index) =>
      Math.floor(index / 64) === word ? 1n << BigInt(index % 64) : 0n,
    )
    return (name: string) =>
      `transform(${name}, ${nameList(prefix, names).sql}, ${numberList(bits, 'UInt64')}, toUInt64(0))`
  })
}
