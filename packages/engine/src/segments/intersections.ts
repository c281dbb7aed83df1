import type { OverlapCell } from '../ports/warehouse.ts'

/** Some of the segments that were compared, and how many customers are in all of them. */
export interface Intersection {
  /** In the order of the question; never empty. */
  readonly segments: readonly string[]
  /** In these, and in none of the others. */
  readonly exactly: number
  /** In these, whether or not in others: 0 or more, `exactly` or more. */
  readonly atLeast: number
}

/**
 * Every intersection of some segments, also those that nobody is in: 2ⁿ − 1 for n segments. Those of fewer segments first.
 *
 * @param cells - How many customers are in exactly which of them; an absent one has nobody.
 *
 * @example
 * intersectionsOf(['a', 'b'], [{ segments: ['a', 'b'], customers: 2 }, { segments: ['a'], customers: 3 }])
 * // a: exactly 3, at least 5; b: 0, 2; a and b: 2, 2
 */
export function intersectionsOf(
  segments: readonly string[],
  cells: readonly OverlapCell[],
): readonly Intersection[] {
  const masks = new Map(cells.map(cell => [maskOf(segments, cell.segments), cell.customers]))
  const all = Array.from({ length: 2 ** segments.length - 1 }, (_, index) => index + 1)
  const found = all.map(mask => ({
    segments: segments.filter((_, place) => holds(mask, 2 ** place)),
    exactly: masks.get(mask) ?? 0,
    atLeast: sum([...masks].filter(([each]) => holds(each, mask)).map(([, customers]) => customers)),
  }))
  return found.toSorted((a, b) => a.segments.length - b.segments.length)
}

/** How many customers are in one of the segments at least. */
export function customersWithin(cells: readonly OverlapCell[]): number {
  return sum(cells.filter(({ segments }) => segments.length > 0).map(({ customers }) => customers))
}

function maskOf(segments: readonly string[], of: readonly string[]): number {
  return sum(segments.map((id, place) => (of.includes(id) ? 2 ** place : 0)))
}

function holds(mask: number, part: number): boolean {
  return (mask & part) === part
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
