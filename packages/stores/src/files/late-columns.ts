import {
  describeColumns,
  flattenJson,
  type JsonLinesShape,
  parseExactly,
  type SourceColumn,
  type SourceFile,
} from '@kindred/engine'
import { openText } from './open-text.ts'

const KEY = /"((?:[^"\\]|\\.)*)"\s*:/g
/** So many keys are data and no columns. */
const MOST_COLUMNS = 10_000
/** Of a column: enough to see what its values look like. */
const MOST_VALUES = 200

/**
 * The keys of JSON Lines that come after the beginning of a file only: one that is optional may not be in its first
 * thousands of rows, and must not be lost for that.
 *
 * Cost: the file is read once more; of its lines only those with a new key are parsed.
 */
export async function lateColumns(file: SourceFile, shape: JsonLinesShape): Promise<SourceColumn[]> {
  const known = new Set(shape.columns.map(column => column.name))
  // A nested key is looked for by its parts.
  const seen = new Set([...known].flatMap(name => [name, ...name.split('.')]))
  const late = new Map<string, string[]>()
  for await (const line of linesOf(file, shape)) {
    if (late.size >= MOST_COLUMNS) break
    const keys = [...line.matchAll(KEY)].map(([, key = '']) => key)
    const isNews = (key: string) => !seen.has(key) || (late.get(key)?.length ?? MOST_VALUES) < MOST_VALUES
    if (!keys.some(isNews)) continue
    const parsed = parseExactly(line)
    if ('reason' in parsed) continue
    for (const key of keys) seen.add(key)
    for (const [name, value] of flattenJson(parsed.object)) {
      if (known.has(name)) continue
      const values = late.get(name) ?? []
      if (values.length < MOST_VALUES) values.push(value)
      late.set(name, values)
    }
  }
  return [...late].flatMap(([name, values]) =>
    describeColumns(
      [name],
      values.map(value => [value]),
    ),
  )
}

async function* linesOf(file: SourceFile, shape: JsonLinesShape): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of openText(file, shape)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).normalize('NFC').split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    // A line without an end is set aside when it is read.
    if (rest.length > LONGEST_LINE) rest = ''
  }
  yield rest
}

const LONGEST_LINE = 1 << 21
