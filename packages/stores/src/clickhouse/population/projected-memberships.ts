import { NO_CLASS, type Projection } from '../../memberships/comparison-layout.ts'
import { wordsOf } from './bit-positions.ts'

/**
 * SQL: stored bits at other positions, as an array of words.
 *
 * @param moves - Positions in the stored array (not set beyond its end) and in the new one.
 * @param bits - SQL of the stored array.
 * @param size - How many bits the new array has.
 * @param below - SQL of an array whose words lie underneath, at positions nothing is moved to.
 */
export function movedBits(moves: Projection['bits'], bits: string, size: number, below?: string): string {
  const words = Array.from({ length: wordsOf(size) }, (_, word): string[] =>
    below === undefined ? [] : [`${below}[${word + 1}]`],
  )
  for (const [from, to] of moves) {
    const bit = `toUInt64(bitTest(${bits}[${Math.floor(from / 64) + 1}], ${from % 64}))`
    words[Math.floor(to / 64)]?.push(`bitShiftLeft(${bit}, ${to % 64})`)
  }
  // Each bit comes from one place only, so adding is as good as OR, and takes any number of operands.
  const sums = words.map(parts => (parts.length === 0 ? 'toUInt64(0)' : parts.join(' + ')))
  return `CAST([${sums.join(', ')}], 'Array(UInt64)')`
}

/** SQL: stored numbers of classes as they stand in another layout; `NO_CLASS` where there is none. */
export function movedClasses(projection: Projection, classes: string): string {
  const numbers = projection.classes.map(each => {
    if (each === undefined) return String(NO_CLASS)
    const stored = `${classes}[${each.position + 1}]`
    return each.numbers.every((number, index) => number === index)
      ? stored
      : `CAST([${each.numbers.join(', ')}], 'Array(UInt16)')[${stored} + 1]`
  })
  return `CAST([${numbers.join(', ')}], 'Array(UInt16)')`
}

/** SQL: nobody's bits. */
export function noBits(size: number): string {
  return `CAST(arrayWithConstant(${wordsOf(size)}, 0), 'Array(UInt64)')`
}

/** SQL: in none of the classes. */
export function noClasses(segmentations: number): string {
  return `CAST(arrayWithConstant(${segmentations}, ${NO_CLASS}), 'Array(UInt16)')`
}
