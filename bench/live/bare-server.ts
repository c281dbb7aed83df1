import { once } from 'node:events'
import { createServer } from 'node:http'

/*
 * What HTTP alone costs on this machine: nothing but Node's own server, that always gives an answer of so many bytes. Told
 * its address by a message; ends when whoever measures is gone.
 */
const answer = 'x'.repeat(Number(process.argv[2]))
const head = { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length }

const server = createServer((_request, response) => response.writeHead(200, head).end(answer))
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
process.on('disconnect', () => process.exit(0))
process.send?.({ port: typeof address === 'object' ? address?.port : undefined })
