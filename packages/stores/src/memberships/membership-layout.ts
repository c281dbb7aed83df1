import type { MembershipLayout, RefreshRequest } from '@kindred/engine'
import { classesOf } from '@kindred/language'

/** Where each definition of a refresh is stored: what it evaluates first, then what it carries over. */
export function membershipLayout(request: RefreshRequest): MembershipLayout {
  const carried = carriedLayout(request)
  return {
    segments: [...request.segments.map(segment => segment.id), ...carried.segments],
    segmentations: [
      ...request.segmentations.map(({ id, of }) => ({ id, classes: classesOf(of) })),
      ...carried.segmentations,
    ],
  }
}

/** What is carried over and was there to be carried, with the classes it had. */
export function carriedLayout({ carried, previous }: RefreshRequest): MembershipLayout {
  const ids = (kind: 'segment' | 'segmentation') =>
    new Set(carried.filter(each => each.kind === kind).map(each => each.id))
  const segments = ids('segment')
  const segmentations = ids('segmentation')
  return {
    segments: (previous?.layout.segments ?? []).filter(id => segments.has(id)),
    segmentations: (previous?.layout.segmentations ?? []).filter(({ id }) => segmentations.has(id)),
  }
}

/** What the previous refresh held and this one does not: everybody leaves it. */
export function goneLayout(request: RefreshRequest): MembershipLayout {
  const present = membershipLayout(request)
  const segments = new Set(present.segments)
  const segmentations = new Set(present.segmentations.map(({ id }) => id))
  return {
    segments: (request.previous?.layout.segments ?? []).filter(id => !segments.has(id)),
    segmentations: (request.previous?.layout.segmentations ?? []).filter(({ id }) => !segmentations.has(id)),
  }
}
