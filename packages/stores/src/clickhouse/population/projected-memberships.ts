import { NO_CLASS, type Projection } from '../../memberships/comparison-layout.ts'
import { wordsOf } from './bit-positions.ts'
import { numberList } from './number-list.ts'

/**
 * SQL: stored bits at other positions, each word by itself.
 *
 * @param moves - Positions in the stored array (not set beyond its end) and in the new one.
 * @param bits - SQL of the stored array.
 * @param size - How many bits the new array has.
 * @param below - SQL of an array whose words lie underneath, at positions nothing is moved to.
 */
export function movedWords(
  moves: Projection['bits'],
  bits: string,
  size: number,
  below?: string,
): readonly string[] {
  const words = Array.from({ length: wordsOf(size) }, (_, word): string[] =>
    below === undefined ? [] : [`${below}[${word + 1}]`],
  )
  for (const [from, to] of moves) {
    const bit = `toUInt64(bitTest(${bits}[${Math.floor(from / 64) + 1}], ${from % 64}))`
    words[Math.floor(to / 64)]?.push(`bitShiftLeft(${bit}, ${to % 64})`)
  }
  // Each bit comes from one place only, so adding is as good as OR, and takes any number of operands.
  return words.map(parts => (parts.length === 0 ? 'toUInt64(0)' : parts.join(' + ')))
}

/** SQL: stored numbers of classes as they stand in another layout, each by itself; `NO_CLASS` where there is none. */
export function projectedClasses(projection: Projection, classes: string): readonly string[] {
  return projection.classes.map(each => {
    if (each === undefined) return `toUInt16(${NO_CLASS})`
    const stored = `${classes}[${each.position + 1}]`
    return each.numbers.every((number, index) => number === index)
      ? stored
      : `${numberList(each.numbers, 'UInt16')}[${stored} + 1]`
  })
}
