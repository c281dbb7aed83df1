import type { WireSegment, WireSegmentation } from '@kindred/api'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import {
  formatAge,
  formatChange,
  formatCount,
  formatInstant,
  formatShare,
  formatValue,
  type Locale,
} from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { type Column, renderTable } from '../terminal/table.ts'

type Segments = Awaited<ReturnType<Session['client']['segments']>>
type Segmentations = Awaited<ReturnType<Session['client']['segmentations']>>

export function addSegments(program: Command): void {
  program
    .command('segments')
    .description('all segments and segmentations: size, shares, change, age, owner')
    .action(
      withSession(async session => {
        const segments = await session.client.segments()
        const { segmentations } = await session.client.segmentations()
        await session.print({ ...segments, segmentations }, async () =>
          renderSegments(segments, segmentations, await session.locale()),
        )
      }),
    )
}

/** The whole list as text; where there is nothing, what to do next. */
export function renderSegments(
  found: Segments,
  segmentations: Segmentations['segmentations'],
  locale: Locale,
): string {
  if (found.segments.length === 0 && segmentations.length === 0)
    return 'No segments yet. Write some in workspace.yaml, then: kindred apply, kindred refresh.'
  const parts = [heading(found, locale)]
  if (found.segments.length > 0) parts.push(renderTable(segmentColumns, found.segments.map(segmentRow)))
  for (const each of segmentations) parts.push(renderSegmentation(each))
  return [...parts, ...failures([...found.segments, ...segmentations])].join('\n\n')
}

function heading(found: Segments, locale: Locale): string {
  if (found.refresh === null) return style.warning('Nothing has been evaluated yet: run `kindred refresh`.')
  const value = found.value === undefined ? '' : `, ${formatValue(found.value, locale)}`
  return `${style.strong(formatCount(found.customers))} customers${value}, as of ${formatInstant(found.refresh.as_of, locale)}`
}

const segmentColumns: readonly Column[] = [
  { title: 'segment', least: 10 },
  { title: 'name', least: 12 },
  { title: 'size', align: 'right' },
  { title: 'customers', align: 'right', spare: true },
  { title: 'spend', align: 'right' },
  { title: 'entered', align: 'right' },
  { title: 'left', align: 'right' },
  { title: 'age', align: 'right', spare: true },
  { title: 'owner', least: 6, spare: true },
]

function segmentRow(segment: WireSegment): string[] {
  return [
    segment.state === 'failed' ? style.bad(segment.id) : style.name(segment.id),
    segment.name === segment.id ? '' : segment.name,
    segment.size === undefined ? '–' : formatCount(segment.size),
    formatShare(segment.share_of_customers),
    formatShare(segment.share_of_value),
    moved(segment.entered),
    moved(segment.left === undefined ? undefined : -segment.left),
    ageOf(segment),
    segment.owner ?? style.quiet('nobody'),
  ]
}

/** `changed`: the figures are those of the definition before; a refresh makes new ones. */
function ageOf({ state, age_seconds }: WireSegment): string {
  if (state === 'new') return 'new'
  return state === 'changed' ? style.warning(`${formatAge(age_seconds)}, changed`) : formatAge(age_seconds)
}

const classColumns: readonly Column[] = [
  { title: 'class', least: 10 },
  { title: 'size', align: 'right' },
  { title: 'customers', align: 'right' },
  { title: 'spend', align: 'right' },
  { title: 'entered', align: 'right' },
  { title: 'left', align: 'right' },
]

function renderSegmentation(segmentation: WireSegmentation): string {
  const title = `${style.name(segmentation.id)} ${segmentation.name === segmentation.id ? '' : segmentation.name}`
  if (segmentation.classes.length === 0) return `${title}\n${style.quiet('not evaluated yet')}`
  const rows = segmentation.classes.map(each => [
    `  ${each.class}`,
    formatCount(each.size),
    formatShare(each.share_of_customers),
    formatShare(each.share_of_value),
    moved(each.entered),
    moved(-each.left),
  ])
  return `${title}\n${renderTable(classColumns, rows)}`
}

function moved(count: number | undefined): string {
  return count === undefined ? '–' : formatChange(count)
}

function failures(all: readonly (WireSegment | WireSegmentation)[]): string[] {
  return all.flatMap(each =>
    each.failure === undefined ? [] : [`${style.bad(each.id)}: ${each.failure.says} ${each.failure.remedy}`],
  )
}
