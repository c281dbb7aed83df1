import { ReadRoom } from './read-room.ts'

/** Rooms that wait for the next: more than so many at once are rare, and made anew. */
const MOST_KEPT = 4

/** Lends memory to read into to those who read for longer than a moment, each her own. */
export class ReadRooms {
  readonly #free: ReadRoom[] = []

  /** What `use` gives; what was read into the room is of no use any more then. */
  async lend<T>(use: (room: ReadRoom) => Promise<T>): Promise<T> {
    const room = this.#free.pop() ?? new ReadRoom()
    try {
      return await use(room)
    } finally {
      room.clear()
      if (this.#free.length < MOST_KEPT) this.#free.push(room)
    }
  }
}
