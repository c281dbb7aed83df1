import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PALETTE = 256

/**
 * A picture of a page with at most 256 colours, a third as heavy: pages have few. Of more, those that are rarest become
 * the most like them.
 *
 * @param png - Eight bits each of red, green and blue, with or without opacity, not interlaced: as Chromium writes them.
 */
export function indexedPng(png: Buffer): Buffer {
  const parts = chunksOf(png)
  const head = parts.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13)
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const bytes = head[9] === 6 ? 4 : 3
  const rows = inflateSync(Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data)))
  const colours = coloursOf(rows, { width, height, bytes })
  const { palette, indexOf } = paletteOf(colours)
  const packed = Buffer.alloc((width + 1) * height)
  for (const [place, colour] of colours.entries())
    packed[Math.floor(place / width) * (width + 1) + 1 + (place % width)] = indexOf(colour)
  const newHead = Buffer.from(head)
  newHead[9] = 3
  const written = [
    ['IHDR', newHead],
    ['PLTE', Buffer.from(palette.flatMap(each => [each >> 16, (each >> 8) & 255, each & 255]))],
    ['IDAT', deflateSync(packed, { level: 9 })],
    ['IEND', Buffer.alloc(0)],
  ] as const
  return Buffer.concat([SIGNATURE, ...written.map(([type, data]) => chunk(type, data))])
}

function chunksOf(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const found: { type: string; data: Buffer }[] = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const size = png.readUInt32BE(at)
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + size) })
    at += 12 + size
  }
  return found
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, sum])
}

interface Shape {
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/** Undoes the filters of the rows (PNG, second edition, section 9), in place. */
function coloursOf(rows: Buffer, { width, height, bytes }: Shape): Uint32Array {
  const line = width * bytes + 1
  const colours = new Uint32Array(width * height)
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * line] ?? 0
    for (let x = 1; x < line; x += 1) {
      const at = y * line + x
      const left = x > bytes ? (rows[at - bytes] ?? 0) : 0
      const up = y > 0 ? (rows[at - line] ?? 0) : 0
      const corner = x > bytes && y > 0 ? (rows[at - line - bytes] ?? 0) : 0
      rows[at] = ((rows[at] ?? 0) + predicted(filter, left, up, corner)) & 255
    }
    for (let x = 0; x < width; x += 1) colours[y * width + x] = rows.readUIntBE(y * line + 1 + x * bytes, 3)
  }
  return colours
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  return filter === 4 ? paeth(left, up, corner) : 0
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

function paletteOf(colours: Uint32Array) {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const palette = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, PALETTE)
    .map(([colour]) => colour)
  const places = new Map(palette.map((colour, place) => [colour, place]))
  const indexOf = (colour: number): number => {
    const known = places.get(colour) ?? nearest(palette, colour)
    places.set(colour, known)
    return known
  }
  return { palette, indexOf }
}

function nearest(palette: readonly number[], colour: number): number {
  const far = palette.map(each => distance(each, colour))
  return far.indexOf(Math.min(...far))
}

function distance(a: number, b: number): number {
  const part = (shift: number) => ((a >> shift) & 255) - ((b >> shift) & 255)
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2
}
