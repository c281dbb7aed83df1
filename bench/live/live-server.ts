import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openWorkspace } from '@kindred/server'
import { composeMemory } from '@kindred/server/compose'
import { NOW } from '../refresh/shop-data.ts'

/*
 * The process that is measured: a workspace served live, and beside it the same server, that gives one of those answers as
 * it is, always. Told by messages, answers by messages.
 */
const [folder = '', token = ''] = process.argv.slice(2)

// The shop's clock stands at the end of its history and goes on from there.
const [realNow, startedAt] = [Date.now, Date.now()]
Date.now = () => NOW + realNow() - startedAt

const opened = await openWorkspace(folder, { how: 'serve', port: 0, lastingToken: token })
const text = await readFile(join(folder, 'workspace.yaml'), 'utf8')
const applied = await opened.client.apply({ files: [{ name: 'workspace.yaml', text }], complete: true })
if (!applied.stored) throw new Error(applied.problems.map(({ says }) => says).join(' '))
const filling = performance.now()
await opened.startLive?.((done, of) => process.send?.({ filling: { done, of } }))
const filledIn = performance.now() - filling

const answer = await fetch(`${opened.address}/v1/customers/customer-000000001/now`, {
  headers: { authorization: `Bearer ${token}` },
})
const constant = await answer.text()
if (!answer.ok) throw new Error(constant)
// The same server, with everything it does for a request but to answer it.
const same = composeMemory({ clock: Date.now, uploads: join(folder, '.kindred', 'uploads') })
same.app.get('/v1/constant/:id/now', (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(constant),
)
const constantAddress = await same.app.listen({ host: '127.0.0.1', port: 0 })

// Whoever measures has gone: nobody would end this process.
process.on('disconnect', () => void stop())
process.on('message', (asked: 'usage' | 'stop') => {
  if (asked === 'usage') process.send?.({ cpu: cpuSeconds(), memory: process.memoryUsage.rss() })
  else void stop()
})
process.send?.({
  address: opened.address,
  constantAddress,
  constantToken: same.token,
  bytes: constant.length,
  filledIn,
})

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

async function stop(): Promise<void> {
  await same.close()
  await opened.close()
  process.exit(0)
}
