import type { Aggregate } from '../../ast/checked.ts'
import type { Window } from '../../ast/window.ts'
import type { Zone } from '../../vocabulary/calendar.ts'
import type { EventSource } from '../event-source.ts'
import type { Evaluate, Run } from '../run.ts'
import type { SubjectEvent } from '../subject.ts'
import { DIRECTORY, type Directory } from './directory.ts'
import { type Folding, foldPages } from './fold-pages.ts'
import type { Fold } from './folds/fold.ts'
import { isStandingAggregate, type Layout, type LayoutEvent } from './layout.ts'
import { PagesNeeded } from './live-program.ts'
import { compileMeasured } from './measured-value.ts'
import { type Measure, measureKey, timesKey } from './measures.ts'
import { PackedEvent } from './packed-event.ts'
import { emptyHistory, type PackedHistory } from './packed-history.ts'
import { compileUntil, compileUntilOfTotal, type UntilOfTotal } from './packed-until.ts'
import type { Piece } from './piece.ts'
import { type Span, windowKey } from './spans.ts'
import { WindowRange } from './window-range.ts'

interface SpanInRange {
  readonly span: Span
  readonly range: WindowRange
}

/** The aggregates of whichever history is being read, taken from where it is packed. */
export class PackedSource implements EventSource {
  readonly layout: Layout
  readonly zone: Zone
  history: PackedHistory
  asOf = 0
  /** One more for every history and instant: what was found under another number is stale. */
  epoch = 0
  /**
   * Pages that were looked for and are not at hand. What was found without them is nothing to go by; going on without
   * them finds out which others are needed.
   */
  readonly missing = new Set<number>()
  readonly #ranges = new Map<string, WindowRange>()
  #spansIn: { readonly ranges: number; readonly windows: readonly SpanInRange[] } = { ranges: 0, windows: [] }
  readonly #selections = new Map<string, Selection>()
  readonly #measured = new Map<string, Measured>()

  constructor(layout: Layout, zone: Zone) {
    this.layout = layout
    this.zone = zone
    this.history = emptyHistory(layout)
  }

  /** From here on everything is about this history at this instant: what has been found of them, whole, is not looked for again. */
  begin(history: PackedHistory, asOf: number): void {
    const isSame = this.epoch > 0 && history === this.history && asOf === this.asOf
    if (isSame && this.missing.size === 0) return
    this.history = history
    this.asOf = asOf
    this.epoch += 1
    // Emptying a set that is empty leaves its old table behind, one pointing to the next: they would live on.
    if (this.missing.size > 0) this.missing.clear()
  }

  /** A page of the history; one that is not at hand is noted as missing. */
  pageOf(number: number): Piece | undefined {
    const piece = this.history.pageOf(number)
    if (piece === undefined) this.missing.add(number)
    return piece
  }

  /**
   * The pages in which some window begins: nearly always all that will be looked at, so that they are asked for before
   * anything is worked out in vain.
   *
   * @throws PagesNeeded
   */
  requireEdges(): void {
    if (!this.history.isPaged) return
    const { lastPagedAt } = this.history
    for (const { span, range } of this.#windows()) {
      range.moveTo(this.asOf)
      if (range.after < lastPagedAt) this.#notePages(span, range)
    }
    this.requirePages()
  }

  /** The windows that something is summed up in; looked up anew where others have come to be asked about. */
  #windows(): readonly SpanInRange[] {
    if (this.#spansIn.ranges === this.#ranges.size) return this.#spansIn.windows
    const windows = [...this.layout.spans.all].flatMap(([key, span]) => {
      const range = this.#ranges.get(key)
      return range === undefined ? [] : [{ span, range }]
    })
    this.#spansIn = { ranges: this.#ranges.size, windows }
    return windows
  }

  #notePages(span: Span, range: WindowRange): void {
    const { outline } = this.history
    if (outline?.isCurrent && outline.covers(span, range)) {
      for (const number of [outline.firstPage(span), outline.lastPage(span, range)])
        if (number >= 0) this.pageOf(number)
      return
    }
    const directory = this.directory()
    const page = directory?.pageAfter(range.after) ?? 0
    if (directory !== undefined && directory.firstAt(page) <= range.after)
      this.pageOf(directory.numberOf(page))
  }

  /** The directory of the history's pages; one that is not at hand is noted as missing. */
  directory(): Directory | undefined {
    const { directory, isPaged } = this.history
    if (isPaged && directory === undefined) this.missing.add(DIRECTORY)
    return directory
  }

  /** @throws PagesNeeded */
  requirePages(): void {
    if (this.missing.size > 0) throw new PagesNeeded([...this.missing])
  }

  rangeOf(window: Window): WindowRange {
    return foundOrMade(this.#ranges, windowKey(window), () => new WindowRange(window, this.zone))
  }

  readonly eventsOf = (_: Run, name: string, after: number, until: number): readonly SubjectEvent[] => {
    const event = this.layout.eventOf.get(name)
    return event === undefined ? [] : this.#eventsBetween(event, after, until)
  }

  #eventsBetween(event: LayoutEvent, after: number, until: number): readonly SubjectEvent[] {
    const { history } = this
    const events: SubjectEvent[] = []
    const directory = history.lastPagedAt > after ? this.directory() : undefined
    for (const number of directory?.pagesBetween(after, until) ?? [])
      pushEvents(events, this.pageOf(number), event, after, until)
    pushEvents(events, history.recent, event, after, until)
    return events
  }

  readonly aggregate = (node: Aggregate, byEvents: Evaluate): Evaluate | undefined => {
    const measured = this.measured(node, measureKey(node))
    return measured && compileMeasured(node, measured, this, byEvents)
  }

  readonly untilOf = (node: Aggregate): ((run: Run) => number) | undefined => compileUntil(node, this)

  readonly untilOfTotal = (node: Aggregate): UntilOfTotal | undefined => compileUntilOfTotal(node, this)

  /** A measure of the events of an aggregate in its window; undefined where its events are let through by the clock. */
  measured(node: Aggregate, key: string): Measured | undefined {
    const measure = this.layout.measures.all.get(key)
    const times = this.layout.measures.all.get(timesKey(node))
    if (!isStandingAggregate(node) || measure === undefined || times === undefined) return undefined
    const written = JSON.stringify([key, node.window])
    return foundOrMade(this.#measured, written, () => {
      const selection = this.#selectionOf(measure.filter.event, node.window)
      const span = this.layout.spans.all.get(windowKey(node.window))
      return new Measured(this, selection, { measure, times, fold: measure.newFold(), span })
    })
  }

  #selectionOf(event: LayoutEvent, window: Window): Selection {
    const key = JSON.stringify([event.name, window])
    return foundOrMade(this.#selections, key, () => new Selection(this, event, this.rangeOf(window)))
  }
}

function foundOrMade<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}

/** Which of the newest events of a name are in a window; looked for once for each history and instant. */
export class Selection {
  readonly range: WindowRange
  from = 0
  to = 0
  readonly #source: PackedSource
  readonly event: LayoutEvent
  #epoch = 0

  constructor(source: PackedSource, event: LayoutEvent, range: WindowRange) {
    this.#source = source
    this.event = event
    this.range = range
  }

  find(): void {
    const source = this.#source
    if (this.#epoch === source.epoch) return
    const { recent } = source.history
    this.range.moveTo(source.asOf)
    this.from = recent.countUntil(this.event, this.range.after)
    this.to = recent.countUntil(this.event, this.range.until)
    this.#epoch = source.epoch
  }
}

/** What a measure comes to in a window; worked out once for each history and instant. */
export class Measured {
  readonly fold: Fold
  readonly selection: Selection
  readonly measure: Measure
  readonly #source: PackedSource
  readonly #folding: Folding
  #epoch = 0

  constructor(source: PackedSource, selection: Selection, folding: Folding) {
    this.fold = folding.fold
    this.#source = source
    this.selection = selection
    this.measure = folding.measure
    this.#folding = folding
  }

  get span(): Span | undefined {
    return this.#folding.span
  }

  /** Brings the fold up to the source's history and instant. */
  update(): void {
    const { epoch, history } = this.#source
    if (this.#epoch === epoch) return
    const { selection } = this
    selection.find()
    this.fold.reset()
    if (history.isPaged && history.lastPagedAt > selection.range.after)
      foldPages(this.#source, this.#folding, selection.range)
    if (selection.to > selection.from) this.fold.scan(history.recent, selection.from, selection.to)
    this.#epoch = epoch
  }
}

function pushEvents(
  events: SubjectEvent[],
  piece: Piece | undefined,
  event: LayoutEvent,
  after: number,
  until: number,
): void {
  const to = piece?.countUntil(event, until) ?? 0
  if (piece === undefined) return
  for (let index = piece.countUntil(event, after); index < to; index += 1)
    events.push(new PackedEvent(piece, event, index))
}
