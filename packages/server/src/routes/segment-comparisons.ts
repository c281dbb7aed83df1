import { overlapOf, requireDefinitions, segmentTrends } from '@kindred/engine'
import { displayName } from '../answers/standing-answer.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

export function segmentComparisonHandlers({
  engine,
}: Services): Handlers<'segmentTrends' | 'segmentOverlap'> {
  return {
    async segmentTrends({ points }) {
      const { definitions } = await requireDefinitions(engine.catalog)
      const { instants, sizes } = await segmentTrends(engine, points)
      const trends = Object.keys(definitions.segments).map(id => ({
        id,
        sizes: (sizes.get(id) ?? instants.map(() => undefined)).map(size => size ?? null),
      }))
      return { instants: instants.map(instantText), trends }
    },
    async segmentOverlap({ segments }) {
      const { definitions } = await requireDefinitions(engine.catalog)
      const { asOf, refresh, customers, outside, intersections } = await overlapOf(engine, segments)
      const sizeOf = (id: string) =>
        intersections.find(each => each.segments.length === 1 && each.segments[0] === id)?.atLeast ?? 0
      return {
        ...{ as_of: instantText(asOf), refresh, customers, outside },
        segments: [...new Set(segments)].map(id => ({
          id,
          name: definitions.segments[id]?.name ?? displayName(id),
          size: sizeOf(id),
        })),
        intersections: intersections.map(({ segments: of, exactly, atLeast }) => ({
          ...{ segments: [...of], exactly },
          at_least: atLeast,
        })),
      }
    },
  }
}
