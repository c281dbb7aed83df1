import { wholeDegrees } from '../vocabulary/sphere.ts'
import type { Place } from '../vocabulary/value.ts'

interface Edge {
  readonly ax: number
  readonly ay: number
  readonly bx: number
  readonly by: number
}

/**
 * Whether a place is inside a polygon or on its edge. Longitude and latitude are plane coordinates in whole
 * millionths of a degree, so that a place written in decimals lies on a slanted edge exactly or not at all.
 * Inside is even-odd: where a polygon crosses itself, what is enclosed twice is outside.
 *
 * @param corners - At least three, the first not repeated at the end.
 */
export function polygonHolds(corners: readonly Place[]): (place: Place) => boolean {
  const edges = edgesOf(corners)
  return place => {
    const x = wholeDegrees(place.longitude)
    const y = wholeDegrees(place.latitude)
    let inside = false
    for (const edge of edges) {
      if (isOn(edge, x, y)) return true
      if (crosses(edge, x, y)) inside = !inside
    }
    return inside
  }
}

function edgesOf(corners: readonly Place[]): Edge[] {
  return corners.map((from, index) => {
    const to = corners[(index + 1) % corners.length] ?? from
    return {
      ax: wholeDegrees(from.longitude),
      ay: wholeDegrees(from.latitude),
      bx: wholeDegrees(to.longitude),
      by: wholeDegrees(to.latitude),
    }
  })
}

/** Twice the area of the triangle of edge and point: 0 on the edge's line, its sign says on which side. */
function side({ ax, ay, bx, by }: Edge, x: number, y: number): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax)
}

function isOn(edge: Edge, x: number, y: number): boolean {
  const { ax, ay, bx, by } = edge
  if (x < Math.min(ax, bx) || x > Math.max(ax, bx)) return false
  if (y < Math.min(ay, by) || y > Math.max(ay, by)) return false
  return side(edge, x, y) === 0
}

/** Whether a ray from the point to the east crosses the edge. The lower end belongs to an edge, the upper does not. */
function crosses(edge: Edge, x: number, y: number): boolean {
  const { ay, by } = edge
  return ay > y !== by > y && side(edge, x, y) > 0 === by > ay
}
