import {
  type CurrentDefinitions,
  type HistoryPoint,
  historyOf,
  type ListedSegment,
  type Listing,
  listSegments,
  previewSegment,
  requireDefinitions,
  type SegmentPreview,
} from '@kindred/engine'
import { formatDate } from '@kindred/language'
import { problemAnswer } from '../answers/definition-change-answer.ts'
import { definitionEnglish } from '../answers/definition-words.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { refreshSummary, wholeValue } from '../answers/refresh-summary.ts'
import { describedAnswer, displayName, servedAnswer, standingAnswer } from '../answers/standing-answer.ts'
import { instantText, optionalAmount, typedValue } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { exportMembers, membersPage } from './members-page.ts'

type SegmentRoutes = 'segments' | 'previewSegment' | 'segmentMembers' | 'exportSegment' | 'segmentHistory'

export function segmentHandlers(services: Services): Handlers<SegmentRoutes> {
  const { engine } = services
  return {
    async segments() {
      const current = await requireDefinitions(engine.catalog)
      const listing = await listSegments(engine)
      return {
        ...baseAnswer(listing),
        segments: listing.segments.map(segment => segmentAnswer(segment, listing, current)),
      }
    },
    previewSegment: async ({ when, sample, after }, { signal }) =>
      previewAnswer(
        await previewSegment(engine, { when, sample, signal, ...(after === undefined ? {} : { after }) }),
      ),
    segmentMembers: async ({ id, ...query }, { principal }) =>
      membersPage(services, { kind: 'segment', id }, query, principal),
    exportSegment: async ({ id, ...query }, { principal }) =>
      exportMembers(services, { kind: 'segment', id }, query, principal),
    async segmentHistory({ id, from, to, every }, { signal }) {
      const current = await requireDefinitions(engine.catalog)
      const { timezone } = current.compiled.vocabulary
      const first = optionalReadInstant(from, timezone, 'from')
      const last = optionalReadInstant(to, timezone, 'to')
      const { computed, points } = await historyOf(engine, {
        segment: id,
        signal,
        ...(first === undefined ? {} : { from: first }),
        ...(last === undefined ? {} : { to: last }),
        ...(every === undefined ? {} : { every }),
      })
      const name = current.definitions.segments[id]?.name ?? displayName(id)
      return { id, name, timezone, computed, points: points.map(pointAnswer) }
    },
  }
}

/** What a list of segments or segmentations is relative to. */
export function baseAnswer({ refresh }: Listing) {
  return {
    refresh: refresh === undefined ? null : refreshSummary(refresh),
    customers: refresh?.customers ?? 0,
    ...(refresh === undefined ? {} : wholeValue(refresh)),
  }
}

function segmentAnswer(segment: ListedSegment, { refresh }: Listing, current: CurrentDefinitions) {
  const { id, definition, standing } = segment
  const english = definitionEnglish(current, 'segment', id)
  return {
    ...describedAnswer(id, definition),
    ...servedAnswer(segment),
    ...(definition.purpose === undefined ? {} : { purpose: definition.purpose }),
    when: definition.when,
    ...(english === '' ? {} : { english }),
    ...(standing === undefined ? {} : standingAnswer(standing, refresh?.valueType)),
  }
}

function previewAnswer({ asOf, problems, found }: SegmentPreview) {
  const answer = { as_of: instantText(asOf), problems: problems.map(problemAnswer) }
  if (found === undefined) return answer
  const { text, english, base, size, valueType, sample, isMore } = found
  return {
    ...answer,
    found: {
      ...{ text, english, base, size, sample: [...sample] },
      next: isMore ? (sample.at(-1) ?? null) : null,
      share_of_customers: base === 0 ? null : size / base,
      ...optionalAmount(valueType, found.value),
      ...(found.baseValue === undefined || valueType === undefined
        ? {}
        : { base_value: typedValue(valueType, found.baseValue) }),
    },
  }
}

function pointAnswer(point: HistoryPoint) {
  return {
    as_of: instantText(point.asOf),
    day: formatDate(point.day),
    size: point.size,
    share_of_customers: point.customers === 0 ? null : point.size / point.customers,
    ...optionalAmount(point.valueType, point.value),
    entered: point.entered,
    left: point.left,
    refresh: point.refresh ?? null,
  }
}
