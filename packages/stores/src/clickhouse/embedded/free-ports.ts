import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'

/** Below the ports that systems give to outgoing connections (32768 and up): one of those is soon somebody's. */
const RANGE = [10_000, 32_000] as const
const TRIES = 50

/**
 * Ports nobody on this machine's loopback listens on. They are free when asked for and may be taken a moment
 * later, so whoever uses them must be ready to ask again.
 */
export async function freePorts(count: number): Promise<number[]> {
  // All are held open together: asked for one after another, the same port could come twice.
  const servers: Server[] = []
  for (let held = 0; held < count; held += 1) servers.push(await listenSomewhere())
  const ports = servers.map(portOf)
  await Promise.all(servers.map(close))
  return ports
}

async function listenSomewhere(): Promise<Server> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const server = await listen(randomInt(...RANGE)).catch(() => undefined)
    if (server !== undefined) return server
  }
  return listen(0)
}

/** Whether somebody listens on one of these ports now. */
export async function isAnyTaken(ports: readonly number[]): Promise<boolean> {
  const tried = await Promise.allSettled(ports.map(async port => close(await listen(port))))
  return tried.some(one => one.status === 'rejected')
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => server.close(() => resolve()))
}
