import type { LiveCause } from '../../records/live.ts'
import type { MembershipLayout } from '../../records/refresh.ts'

/** The class of somebody who is in none: she is not known yet. */
export const NO_CLASS = 0xffff

/** Where a customer stands, by the positions of a layout, and since when. */
export interface LiveStanding {
  /** Bit `i` (of word `i >> 5`) for segment `i`. */
  readonly mask: Uint32Array
  /** Position of the class, or `NO_CLASS`. */
  readonly classes: Uint16Array
  /** What brought her there, by position: segments, then segmentations. Nothing where she was from the first. */
  readonly since: ReadonlyMap<number, LiveSince>
}

export interface LiveSince {
  readonly at: number
  readonly cause: LiveCause
  readonly event?: string
}

/** In nothing: of somebody who is not known. */
export function standsNowhere(layout: MembershipLayout): LiveStanding {
  return {
    mask: new Uint32Array((layout.segments.length + 31) >> 5),
    classes: new Uint16Array(layout.segmentations.length).fill(NO_CLASS),
    since: new Map(),
  }
}

export function isIn({ mask }: Pick<LiveStanding, 'mask'>, segment: number): boolean {
  return ((mask[segment >> 5] ?? 0) & (1 << (segment & 31))) !== 0
}

/** The name of the class she is in; '' for none. */
export function classNameOf(
  { classes }: Pick<LiveStanding, 'classes'>,
  layout: MembershipLayout,
  segmentation: number,
): string {
  const position = classes[segmentation] ?? NO_CLASS
  return layout.segmentations[segmentation]?.classes[position] ?? ''
}
