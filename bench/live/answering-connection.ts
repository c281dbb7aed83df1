import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** What a connection was asked, and when that was due. */
export interface Asked {
  readonly bytes: string
  /** Milliseconds of `performance.now()`. */
  readonly due: number
}

const HEAD_ENDS = Buffer.from('\r\n\r\n')
const NOTHING = Buffer.alloc(0)

/**
 * A kept-alive connection that asks one thing at a time and speaks only as much HTTP/1.1 as the server under load does:
 * answers say their length. A full client costs twice as much, and on two cores that would be measured, too.
 */
export class AnsweringConnection {
  readonly #socket: Socket
  readonly #answered: (connection: AnsweringConnection, due: number) => void
  readonly #failed: (error: Error) => void
  #asked: Asked | undefined
  /** Bytes of the answer's body still to come; undefined until its head is whole. */
  #left: number | undefined
  #head: Buffer = NOTHING

  private constructor(socket: Socket, tell: Pick<AnsweringConnectionOptions, 'answered' | 'failed'>) {
    this.#socket = socket
    this.#answered = tell.answered
    this.#failed = tell.failed
    socket.on('data', chunk => this.#take(chunk))
    socket.on('error', error => tell.failed(error))
    socket.on('end', () => tell.failed(new Error('The server has closed a connection.')))
  }

  static async open({ address, ...tell }: AnsweringConnectionOptions): Promise<AnsweringConnection> {
    const { hostname, port } = new URL(address)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    await once(socket, 'connect')
    return new AnsweringConnection(socket, tell)
  }

  ask(asked: Asked): void {
    this.#asked = asked
    this.#socket.write(asked.bytes)
  }

  close(): void {
    this.#socket.removeAllListeners('end')
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    if (this.#left === undefined) this.#takeHead(chunk)
    else this.#left -= chunk.length
    if (this.#left !== 0) return
    const due = this.#asked?.due ?? Number.NaN
    this.#left = undefined
    this.#head = NOTHING
    this.#answered(this, due)
  }

  #takeHead(chunk: Buffer): void {
    this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk])
    const end = this.#head.indexOf(HEAD_ENDS)
    if (end < 0) return
    const head = this.#head.toString('latin1', 0, end)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
      this.#failed(new Error(`'${this.#asked?.bytes.split('\r\n')[0]}' was answered with '${head}'.`))
      return
    }
    this.#left = Number(length) - (this.#head.length - end - HEAD_ENDS.length)
  }
}

export interface AnsweringConnectionOptions {
  readonly address: string
  answered(connection: AnsweringConnection, due: number): void
  failed(error: Error): void
}
