import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { letConnectionsGo } from './let-connections-go.ts'

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

async function connected(server: Server): Promise<Socket> {
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  await Promise.all([once(socket, 'connect'), once(server, 'connection')])
  return socket
}

test('a stopping server waits for what it answers, and for nobody who only holds a connection', async () => {
  const waiting: (() => void)[] = []
  const server = createServer((_, response) => waiting.push(() => response.end('answered')))
  // Longer than a test may take: nothing here is let go by running out of time.
  server.keepAliveTimeout = 600_000
  server.headersTimeout = 600_000
  const stopping = letConnectionsGo(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  await connected(server)
  const asking = await connected(server)
  let received = ''
  asking.on('data', text => {
    received += text
  })
  asking.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n')
  await expect.poll(() => waiting.length).toBe(1)

  let isClosed = false
  stopping()
  server.close(() => {
    isClosed = true
  })
  await expect.poll(() => sockets[0]?.closed).toBe(true)
  expect([isClosed, asking.closed]).toEqual([false, false])
  waiting[0]?.()
  await expect.poll(() => isClosed).toBe(true)
  expect(received).toContain('answered')
})
