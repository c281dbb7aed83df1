import type { Directory } from './directory.ts'
import type { Fold } from './folds/fold.ts'
import type { LayoutEvent } from './layout.ts'
import type { Measure } from './measures.ts'
import type { Outline } from './outline.ts'
import type { PackedSource } from './packed-source.ts'
import type { Piece } from './piece.ts'
import type { Span } from './spans.ts'
import type { WindowRange } from './window-range.ts'

/** Something that is summed up in a window. */
export interface Folding {
  readonly measure: Measure
  /** Of the events that are let through: whether a page has any in the window at all. */
  readonly times: Measure
  readonly fold: Fold
  readonly span: Span | undefined
}

/** Sums up what a window holds of a history's pages: by their outline, or else by their directory. */
export function foldPages(source: PackedSource, folding: Folding, range: WindowRange): void {
  const { outline } = source.history
  if (outline?.isCurrent && foldOutline(source, outline, folding, range)) return
  const directory = source.directory()
  if (directory !== undefined) foldDirectory(source, directory, folding, range)
}

/** @returns Whether the outline says it; else nothing has been summed up. */
function foldOutline(
  source: PackedSource,
  outline: Outline,
  { fold, measure, span }: Folding,
  range: WindowRange,
): boolean {
  const { after, until } = range
  const seen =
    fold.mergeLastSeen !== undefined && until >= outline.lastAt ? outline.lastSeen(measure) : undefined
  if (seen !== undefined) {
    fold.mergeLastSeen?.(seen, after)
    return true
  }
  const summary = span && outline.summary(span.places.get(measure) ?? Number.NaN)
  if (span === undefined || summary === undefined || !outline.covers(span, range)) return false
  const [first, last] = [outline.firstPage(span), outline.lastPage(span, range)]
  const scan = (number: number): void => {
    const piece = number < 0 ? undefined : source.pageOf(number)
    if (piece !== undefined) scanBetween(fold, piece, measure.filter.event, after, until)
  }
  scan(first)
  if (!fold.merge(outline, summary)) {
    fold.reset()
    return false
  }
  scan(last)
  return true
}

function foldDirectory(
  source: PackedSource,
  directory: Directory,
  { fold, measure, times }: Folding,
  { after, until }: WindowRange,
): void {
  const { numbers, isCurrent, count } = directory
  const isOfAll = isCurrent && fold.mergeLastSeen !== undefined && until >= directory.lastAt(count - 1)
  const seen = isOfAll ? directory.lastSeen(measure) : undefined
  if (seen !== undefined) {
    fold.mergeLastSeen?.(seen, after)
    return
  }
  for (let page = directory.pageAfter(after); page < count && directory.firstAt(page) <= until; page += 1) {
    if (isCurrent) {
      const summary = directory.summary(page, times)
      const first = numbers[summary + 1] ?? Number.NaN
      const last = numbers[summary + 2] ?? Number.NaN
      // Of no events both are NaN, and neither holds.
      if (!(last > after && first <= until)) continue
      const isWhole = first > after && last <= until
      if (isWhole && fold.merge(directory, directory.summary(page, measure))) continue
    }
    const piece = source.pageOf(directory.numberOf(page))
    if (piece !== undefined) scanBetween(fold, piece, measure.filter.event, after, until)
  }
}

function scanBetween(fold: Fold, piece: Piece, event: LayoutEvent, after: number, until: number): void {
  fold.scan(piece, piece.countUntil(event, after), piece.countUntil(event, until))
}
