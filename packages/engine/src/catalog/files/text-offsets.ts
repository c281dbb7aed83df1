/** How a text is written in YAML or JSON. */
export type TextStyle = 'plain' | 'single' | 'double' | 'block'

/** A piece of source that stands for `text`: one character, an escape, or a stretch of blanks and line breaks. */
interface Piece {
  readonly text: string
  readonly at: number
  readonly blank: boolean
}

const ESCAPE = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\r?\n[ \t]*|([\s\S]))/
const ESCAPED: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

/**
 * Where each code unit of a text stands in the source it was written in.
 *
 * Line breaks inside a text are folded in five ways, all of which touch blanks only. So blanks are matched
 * stretch by stretch, and everything else character by character.
 *
 * @param value  - The text as read.
 * @param source - As written, quotes or the line of the block's `|` included.
 * @returns `value.length + 1` offsets into `source`, rising; the last is where the text ends.
 *
 * @example
 * textOffsets("it's", "'it''s'", 'single')   // [1, 2, 3, 5, 6]
 */
export function textOffsets(value: string, source: string, style: TextStyle): number[] {
  const pieces = piecesOf(source, style)
  const offsets: number[] = []
  let next = 0
  while (offsets.length < value.length) {
    const start = next
    const blanks = /^\s*/.exec(value.slice(offsets.length))?.[0].length ?? 0
    while (pieces[next]?.blank === true) next += 1
    for (let blank = 0; blank < blanks; blank += 1)
      offsets.push(positionOf(pieces, Math.min(start + blank, next - 1), source))
    if (offsets.length === value.length) break
    const at = positionOf(pieces, next, source)
    for (const _ of pieces[next]?.text ?? ' ') offsets.push(at)
    next += 1
  }
  offsets.length = value.length
  offsets.push(positionOf(pieces, next, source))
  return offsets
}

function positionOf(pieces: readonly Piece[], index: number, source: string): number {
  const piece = pieces[Math.max(index, 0)]
  if (piece !== undefined) return piece.at
  const last = pieces.at(-1)
  return last === undefined ? source.length : last.at + 1
}

function piecesOf(source: string, style: TextStyle): Piece[] {
  const [from, until] = inside(source, style)
  const pieces: Piece[] = []
  let at = from
  while (at < until) {
    const [text, length] = read(source, at, style)
    if (text !== '') pieces.push({ text, at, blank: /^\s+$/.test(text) })
    at += length
  }
  return pieces
}

/** Without quotes, and without the line that begins a block. */
function inside(source: string, style: TextStyle): [number, number] {
  if (style === 'plain') return [0, source.length]
  if (style === 'block') return [/^[^\n]*\n?/.exec(source)?.[0].length ?? 0, source.length]
  return [1, source.length - 1]
}

/** The next piece's text, and how much of the source it takes. One code unit of text at a time. */
function read(source: string, at: number, style: TextStyle): [string, number] {
  const here = source[at] ?? ''
  if (style === 'single' && here === "'") return ["'", 2]
  if (style !== 'double' || here !== '\\') return [here, 1]
  const found = ESCAPE.exec(source.slice(at))
  if (found === null) return [here, 1]
  const [whole, two, four, eight, letter] = found
  const code = two ?? four ?? eight
  if (code !== undefined) return [String.fromCodePoint(Number.parseInt(code, 16)), whole.length]
  if (letter === undefined) return ['', whole.length]
  return [ESCAPED[letter] ?? letter, whole.length]
}
