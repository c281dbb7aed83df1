import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between a client and its server, and cuts the connection instead of passing on an answer when it is told to. */
export class DeafProxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** How many answers are swallowed, each with its connection. */
  swallow = 0
  /** How many connections were cut so. */
  cuts = 0

  constructor(targetPort: number) {
    this.#server = createServer(client => {
      const target = connect(targetPort, '127.0.0.1')
      for (const socket of [client, target]) {
        this.#sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => this.#sockets.delete(socket))
      }
      client.pipe(target)
      target.on('data', chunk => {
        if (this.swallow === 0) {
          client.write(chunk)
          return
        }
        this.swallow -= 1
        this.cuts += 1
        client.destroy()
        target.destroy()
      })
      target.on('close', () => client.destroy())
      client.on('close', () => target.destroy())
    })
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    return `redis://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }
}
