import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** How often, in milliseconds, they are looked at while the server stops. */
const EVERY = 50

/**
 * Lets a server stop as soon as its last answer is out. By itself it waits a minute or more for two sorts of connections:
 * those that were answering when it began to stop and are then kept for another request, and those on which none was ever
 * sent, as clients open them in advance.
 *
 * @returns What to call when it begins to stop.
 */
export function letConnectionsGo(server: Server): () => void {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return () => {
    if (!server.listening) return
    const sweep = setInterval(() => {
      server.closeIdleConnections()
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }, EVERY)
    server.once('close', () => clearInterval(sweep))
    sweep.unref()
  }
}
