import type { MembershipLayout, RefreshRequest } from '@kindred/engine'
import { goneLayout, membershipLayout } from './membership-layout.ts'

/** Stands for having no class: before the first, or after a segmentation is gone. */
export const NO_CLASS = 65_535

/** Where the parts of a stored membership go in another layout. */
export interface Projection {
  /** Positions of bits: from, to. */
  readonly bits: readonly (readonly [from: number, to: number])[]
  /** For each segmentation of the other layout: its position here, and the other number of each class; or absent here. */
  readonly classes: readonly (
    | { readonly position: number; readonly numbers: readonly number[] }
    | undefined
  )[]
  /** Whether nothing has to be moved. */
  readonly isIdentity: boolean
}

/**
 * One layout in which the memberships of two refreshes can be compared: all there is now, then what is gone; the
 * classes there are now, then those a definition no longer has. So what is stored now stands in it as it is.
 */
export interface ComparisonLayout extends MembershipLayout {
  readonly before: Projection
  readonly now: Projection
}

export function comparisonLayout(request: RefreshRequest): ComparisonLayout {
  const present = membershipLayout(request)
  const previous = request.previous?.layout ?? { segments: [], segmentations: [] }
  const gone = goneLayout(request)
  const segmentations = [...present.segmentations, ...gone.segmentations].map(({ id, classes }) => ({
    id,
    classes: [...new Set([...classes, ...(classesIn(previous, id) ?? [])])],
  }))
  const layout = { segments: [...present.segments, ...gone.segments], segmentations }
  return { ...layout, before: project(previous, layout), now: project(present, layout) }
}

function classesIn(layout: MembershipLayout, id: string): readonly string[] | undefined {
  return layout.segmentations.find(each => each.id === id)?.classes
}

/** How what is stored in one layout stands in another. */
export function project(from: MembershipLayout, to: MembershipLayout): Projection {
  const target = new Map(to.segments.map((id, position) => [id, position]))
  const bits = from.segments.flatMap((id, position) => {
    const other = target.get(id)
    return other === undefined ? [] : [[position, other] as const]
  })
  const classes = to.segmentations.map(({ id, classes: names }) => {
    const position = from.segmentations.findIndex(each => each.id === id)
    const known = from.segmentations[position]?.classes
    return known && { position, numbers: known.map(name => names.indexOf(name)) }
  })
  return { bits, classes, isIdentity: isIdentity(from, to, bits, classes) }
}

function isIdentity(
  from: MembershipLayout,
  to: MembershipLayout,
  bits: Projection['bits'],
  classes: Projection['classes'],
): boolean {
  return (
    from.segments.length === to.segments.length &&
    from.segmentations.length === to.segmentations.length &&
    bits.length === to.segments.length &&
    bits.every(([here, there]) => here === there) &&
    classes.every(
      (each, position) =>
        each?.position === position && each.numbers.every((number, index) => number === index),
    )
  )
}
