import type { Value } from '../../vocabulary/value.ts'
import { compareCodePoints } from '../order-events.ts'
import type { SubjectEvent } from '../subject.ts'
import type { LayoutEvent } from './layout.ts'
import type { Piece } from './piece.ts'

/** A packed event as the closures see one; id and properties are read when they are asked for. */
export class PackedEvent implements SubjectEvent {
  readonly event: string
  readonly at: number
  readonly #piece: Piece
  readonly #of: LayoutEvent
  readonly #index: number
  #id: string | undefined
  #properties: ReadonlyMap<string, Value> | undefined

  constructor(piece: Piece, of: LayoutEvent, index: number) {
    this.event = of.name
    this.at = piece.at(of, index)
    this.#piece = piece
    this.#of = of
    this.#index = index
  }

  get id(): string {
    this.#id ??= this.#piece.id(this.#of, this.#index)
    return this.#id
  }

  get properties(): ReadonlyMap<string, Value> {
    this.#properties ??= propertiesAt(this.#piece, this.#of, this.#index)
    return this.#properties
  }
}

function propertiesAt(piece: Piece, of: LayoutEvent, index: number): ReadonlyMap<string, Value> {
  const known = new Map<string, Value>()
  for (const column of of.columns) {
    const value = piece.value(of, column, index)
    if (value !== undefined) known.set(column.name, value)
  }
  return known
}

/** All the events of a piece as plain values, in order of (at, id). */
export function eventsOf(piece: Piece): SubjectEvent[] {
  const events = piece.layout.events.flatMap(of =>
    Array.from({ length: piece.countOf(of) }, (_, index): SubjectEvent => {
      const { id, event, at, properties } = new PackedEvent(piece, of, index)
      return { id, event, at, properties }
    }),
  )
  return events.sort(inOrder)
}

export function inOrder(a: SubjectEvent, b: SubjectEvent): number {
  return a.at - b.at || compareCodePoints(a.id, b.id)
}
