import type { Span } from '@kindred/language'
import { type FileText, offsetOf } from './file-text.ts'
import { type TextStyle, textOffsets } from './text-offsets.ts'

/** From the top of the file down: `['segments', 'vip', 'when']`. */
export type DefinitionPath = readonly (string | number)[]

/** Where a value stands in its file, in offsets; a text also with how it was written. */
export interface ValuePlace {
  readonly start: number
  readonly end: number
  readonly text?: { readonly value: string; readonly style: TextStyle }
}

/** Where everything of one definition file stands, so that a problem found much later can still point at it. */
export class DefinitionPlaces {
  readonly #file: FileText
  readonly #values = new Map<string, ValuePlace>()
  readonly #keys = new Map<string, ValuePlace>()

  constructor(file: FileText) {
    this.#file = file
  }

  get file(): string {
    return this.#file.name
  }

  note(path: DefinitionPath, value: ValuePlace, key?: ValuePlace): void {
    this.#values.set(keyOf(path), value)
    if (key !== undefined) this.#keys.set(keyOf(path), key)
  }

  /** What was made of something stands where that stands. */
  alias(made: DefinitionPath, of: DefinitionPath): void {
    const [value, key] = [this.#values.get(keyOf(of)), this.#keys.get(keyOf(of))]
    if (value !== undefined) this.#values.set(keyOf(made), value)
    if (key !== undefined) this.#keys.set(keyOf(made), key)
  }

  /** The value at the path, or the nearest thing around it. */
  value(path: DefinitionPath): Span | undefined {
    return this.#span(nearest(this.#values, path))
  }

  /** The key that leads to the path, or else what stands there. */
  key(path: DefinitionPath): Span | undefined {
    const key = this.#keys.get(keyOf(path))
    return key === undefined ? this.value(path) : this.#span(key)
  }

  /** A place inside the text at the path, as a place in the file. A shorthand's text stands for its longer path. */
  inText(path: DefinitionPath, span: Span): Span | undefined {
    const place = nearest(this.#values, path)
    if (place?.text === undefined) return this.#span(place)
    const { value, style } = place.text
    const source = this.#file.text.slice(place.start, place.end)
    const offsets = textOffsets(value, source, style)
    const start = offsetOf(value, span.line, span.column)
    const end = start + offsetOf(value.slice(start), 1, span.length + 1)
    const at = (offset: number): number => place.start + (offsets[Math.min(offset, value.length)] ?? 0)
    const last = span.length === 0 ? start : end - 1
    return this.#file.span(at(start), Math.max(at(last) + 1, at(end)))
  }

  #span(place: ValuePlace | undefined): Span | undefined {
    return place && this.#file.span(place.start, place.end)
  }
}

function nearest(places: ReadonlyMap<string, ValuePlace>, path: DefinitionPath): ValuePlace | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = places.get(keyOf(path.slice(0, length)))
    if (found !== undefined) return found
  }
  return undefined
}

function keyOf(path: DefinitionPath): string {
  return JSON.stringify(path)
}
