import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import type { DefinitionProblemCode, DefinitionProblemParameters } from '../../definition-problems.ts'
import { type DefinitionProblem, definitionProblem } from '../definition-problem.ts'
import { type DefinitionPath, DefinitionPlaces, type ValuePlace } from './definition-places.ts'
import { FileText } from './file-text.ts'
import { type JoinedPair, joinAtCommas } from './join-at-commas.ts'
import type { TextStyle } from './text-offsets.ts'

/** A file's content as plain data, and where each part of it stands. */
export interface ReadYaml {
  /** `undefined` when the file could not be read at all. */
  readonly content: unknown
  readonly places: DefinitionPlaces
  readonly problems: readonly DefinitionProblem[]
}

/** Far beyond any workspace, far below what memory holds; the second is with aliases written out. */
const LARGEST_FILE = 4_000_000
const MOST_NODES = 200_000

/**
 * Reads YAML 1.2 or JSON (which is YAML). Text stays text: `NO` and `on` are no booleans. Keys given twice are
 * reported with both places; anchors and aliases work, merge keys (`<<`) do not.
 */
export function readYaml(name: string, text: string): ReadYaml {
  const reading = new YamlReading(new FileText(name, text.replace(/^\uFEFF/, '')))
  const content = reading.read()
  return { content, places: reading.places, problems: reading.problems }
}

class YamlReading {
  readonly places: DefinitionPlaces
  readonly problems: DefinitionProblem[] = []
  readonly #file: FileText
  readonly #anchors = new Map<string, Node>()
  readonly #open = new Set<Node>()
  #nodes = 0

  constructor(file: FileText) {
    this.#file = file
    this.places = new DefinitionPlaces(file)
  }

  read(): unknown {
    if (this.#file.text.length > LARGEST_FILE) return this.#tooLarge()
    const document = parseDocument(this.#file.text, { prettyErrors: false, uniqueKeys: false })
    const json = /\.json$/i.test(this.#file.name)
    for (const error of new Map(document.errors.map(one => [`${one.pos[0]} ${one.message}`, one])).values()) {
      const { pos } = error
      this.#problem('not_yaml', { reason: reasonOf(error), json }, { start: pos[0], end: pos[1] })
    }
    if (document.errors.length > 0) return undefined
    const content = this.#value(document.contents, []) ?? {}
    return this.#nodes > MOST_NODES ? this.#tooLarge() : content
  }

  #value(node: unknown, path: DefinitionPath): unknown {
    this.#nodes += 1
    if (this.#nodes > MOST_NODES || !isNode(node)) return null
    if (isAlias(node)) return this.#alias(node, path)
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node)
    this.places.note(path, placeOf(node))
    if (isScalar(node)) return node.value
    this.#open.add(node)
    const content = isMap(node) ? this.#map(node, path) : isSeq(node) ? this.#list(node.items, path) : null
    this.#open.delete(node)
    return content
  }

  #list(items: readonly unknown[], path: DefinitionPath): unknown[] {
    return items.map((item, index) => this.#value(item, [...path, index]))
  }

  #map(map: YAMLMap, path: DefinitionPath): Record<string, unknown> {
    const content: Record<string, unknown> = {}
    const lines = new Map<string, number>()
    for (const pair of joinAtCommas(map, this.#file.text)) {
      const key = isScalar(pair.key) ? String(pair.key.value ?? '') : String(pair.key)
      const place = isNode(pair.key) ? placeOf(pair.key) : placeOf(map)
      const first = lines.get(key)
      if (first !== undefined) this.#problem('key_twice', { key, line: first }, place)
      lines.set(key, first ?? this.#file.span(place.start, place.end).line)
      if (first !== undefined) continue
      // Assignment and zod would both swallow it without a word.
      if (key === '__proto__') this.#problem('bad_name', { name: key, example: 'proto' }, place)
      else content[key] = this.#pair(pair, [...path, key], place)
    }
    return content
  }

  #pair({ value, joined }: JoinedPair, path: DefinitionPath, key: ValuePlace): unknown {
    if (joined !== undefined) {
      this.places.note(path, joined.place, key)
      this.#problem('comma_in_text', { text: joined.text }, joined.place, 'warning')
      return joined.text
    }
    const content = this.#value(value, path)
    const absent = isScalar(value) && value.value === null
    this.places.note(path, isNode(value) && !absent ? placeOf(value) : key, key)
    return content
  }

  #alias(alias: Alias, path: DefinitionPath): unknown {
    const target = this.#anchors.get(alias.source)
    if (target === undefined) this.#problem('alias_unknown', { alias: alias.source }, placeOf(alias))
    else if (this.#open.has(target)) this.#problem('alias_circular', { alias: alias.source }, placeOf(alias))
    else return this.#value(target, path)
    return null
  }

  #tooLarge(): undefined {
    this.#problem('file_too_large', { limit: '4 MB' }, { start: 0, end: 0 })
    return undefined
  }

  #problem<C extends DefinitionProblemCode>(
    code: C,
    given: DefinitionProblemParameters[C],
    place: ValuePlace,
    severity?: DefinitionProblem['severity'],
  ): void {
    const span = this.#file.span(place.start, place.end)
    this.problems.push(definitionProblem(code, given, { file: this.#file.name, span }, severity))
  }
}

const styles: Readonly<Record<string, TextStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
}

function placeOf(node: Node): ValuePlace {
  const [start = 0, end = 0] = node.range ?? []
  if (!isScalar(node) || typeof node.value !== 'string') return { start, end }
  return { start, end, text: { value: node.value, style: styleOf(node) } }
}

function styleOf(scalar: Scalar): TextStyle {
  return styles[scalar.type ?? 'PLAIN'] ?? 'plain'
}

/** In words for the author of a file: the parser speaks to those who call it. */
function reasonOf({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'another document begins here with `---`, and a file is one'
  return message.replace(/\.$/, '')
}
