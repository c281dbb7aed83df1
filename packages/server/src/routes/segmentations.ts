import {
  type ListedSegmentation,
  type Listing,
  listSegments,
  migrationOf,
  requireDefinitions,
  standardRfmGroups,
} from '@kindred/engine'
import { readInstant } from '../answers/read-instant.ts'
import { describedAnswer, displayName, servedAnswer, standingAnswer } from '../answers/standing-answer.ts'
import { instantText, optionalAmount } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { exportMembers, membersPage } from './members-page.ts'
import { baseAnswer } from './segments.ts'

type SegmentationRoutes = 'segmentations' | 'classMembers' | 'exportClass' | 'migration'

export function segmentationHandlers(services: Services): Handlers<SegmentationRoutes> {
  const { engine } = services
  return {
    async segmentations() {
      const listing = await listSegments(engine)
      const segmentations = listing.segmentations.map(each => segmentationAnswer(each, listing))
      return { ...baseAnswer(listing), segmentations }
    },
    classMembers: async ({ id, class: name, ...query }, { principal }) =>
      membersPage(services, { kind: 'segmentation', id, class: name }, query, principal),
    exportClass: async ({ id, class: name, ...query }, { principal }) =>
      exportMembers(services, { kind: 'segmentation', id, class: name }, query, principal),
    async migration({ id, from, to }) {
      const current = await requireDefinitions(engine.catalog)
      const { timezone } = current.compiled.vocabulary
      const ends = { from: readInstant(from, timezone, 'from'), to: readInstant(to, timezone, 'to') }
      const found = await migrationOf(engine, { segmentation: id, ...ends })
      const amount = (value: number | bigint | undefined) => optionalAmount(found.valueType, value).value
      return {
        id,
        name: current.definitions.segmentations[id]?.name ?? displayName(id),
        from: {
          as_of: instantText(ends.from),
          customers: found.from.customers,
          ...optionalAmount(found.valueType, found.from.value),
        },
        to: {
          as_of: instantText(ends.to),
          customers: found.to.customers,
          ...optionalAmount(found.valueType, found.to.value),
        },
        classes: [...found.classes],
        cells: found.cells.map(cell => {
          const [before, after] = [amount(cell.valueBefore), amount(cell.valueAfter)]
          return {
            from: cell.from ?? null,
            to: cell.to,
            customers: cell.customers,
            ...(before === undefined ? {} : { value_before: before }),
            ...(after === undefined ? {} : { value_after: after }),
          }
        }),
      }
    },
  }
}

function segmentationAnswer(segmentation: ListedSegmentation, { refresh }: Listing) {
  const { id, definition, classes } = segmentation
  return {
    ...describedAnswer(id, definition),
    ...servedAnswer(segmentation),
    kind: definition.rfm
      ? ('rfm' as const)
      : definition.tiers
        ? ('tiers' as const)
        : ('first_match' as const),
    classes: classes.map(each => ({ class: each.class, ...standingAnswer(each, refresh?.valueType) })),
    ...(definition.rfm === undefined ? {} : { regions: regionsOf(definition.rfm) }),
  }
}

function regionsOf({ quantiles, groups }: NonNullable<ListedSegmentation['definition']['rfm']>) {
  const all: readonly [number, number] = [1, quantiles]
  const classes = (groups ?? standardRfmGroups).map(({ class: name, recency = all, frequency = all }) => ({
    class: name,
    recency: pair(recency),
    frequency: pair(frequency),
  }))
  return { scores: quantiles, classes }
}

function pair([from, to]: readonly [number, number]): [number, number] {
  return [from, to]
}
