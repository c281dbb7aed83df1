type Kind = 'number' | 'category'

/** Memory of one column that threads may share. */
export type SharedColumn = Float64Array<SharedArrayBuffer> | Int32Array<SharedArrayBuffer>

/** How many rows there will be at most, about, and how many of them in each place. */
export interface Room {
  readonly rows: number
  readonly rowsOfPlace: number
}

/**
 * The columns of a table in shared memory, into which parts are read where they are to stay: touching memory for the first
 * time takes several times as long as writing to it again, and a part that is put together later touches it twice. Room
 * that is not used is never touched, and costs nothing.
 */
export class SharedColumns {
  readonly #kinds: readonly Kind[]
  readonly #room: Room
  readonly #columns: readonly SharedColumn[]
  readonly #used: number[] = []

  constructor(kinds: readonly Kind[], room: Room) {
    this.#kinds = kinds
    this.#room = room
    this.#columns = kinds.map(kind => sharedColumn(kind, room.rows))
  }

  /** Where so many rows of a place are to be written, column by column; beside, where there is no room left for them. */
  take(place: number, rows: number): readonly (Float64Array | Int32Array)[] {
    const used = this.#used[place] ?? 0
    const from = place * this.#room.rowsOfPlace + used
    const end = Math.min((place + 1) * this.#room.rowsOfPlace, this.#room.rows)
    if (from + rows > end)
      return this.#kinds.map(kind => (kind === 'number' ? new Float64Array(rows) : new Int32Array(rows)))
    this.#used[place] = used + rows
    return this.#columns.map(column => column.subarray(from, from + rows))
  }

  /** The column, if the parts are its first rows as they stand. */
  whole(column: number, parts: readonly (Float64Array | Int32Array)[]): SharedColumn | undefined {
    const own = this.#columns[column]
    if (own === undefined) return undefined
    let bytes = 0
    for (const part of parts) {
      if (part.buffer !== own.buffer || part.byteOffset !== bytes) return undefined
      bytes += part.byteLength
    }
    return own.subarray(0, bytes / own.BYTES_PER_ELEMENT)
  }
}

export function sharedColumn(kind: Kind, rows: number): SharedColumn {
  return kind === 'number'
    ? new Float64Array(new SharedArrayBuffer(rows * 8))
    : new Int32Array(new SharedArrayBuffer(rows * 4))
}
