import { startEmbedded } from '../embedded/embedded-server.ts'

/*
 * A process to be killed by a test: prints the pid of its server, then the number of each batch of 100 rows
 * once the server has acknowledged it, for as long as it lives.
 */
const folder = process.argv[2] ?? ''
const server = await startEmbedded({ folder, memory: 1024 ** 3 })
await ask('CREATE DATABASE IF NOT EXISTS kindred')
await ask(
  'CREATE TABLE IF NOT EXISTS kindred.t (batch UInt32, row UInt8) ENGINE = MergeTree ORDER BY (batch, row)',
)
process.stdout.write(`${server.pid}\n`)
let batch = Number(await ask('SELECT max(batch) FROM kindred.t'))
for (;;) {
  batch++
  await ask(`INSERT INTO kindred.t SELECT ${batch}, number FROM numbers(100)`)
  process.stdout.write(`${batch}\n`)
}

async function ask(sql: string): Promise<string> {
  const headers = { 'X-ClickHouse-User': server.app.user, 'X-ClickHouse-Key': server.app.password }
  const response = await fetch(server.url, { method: 'POST', body: sql, headers })
  if (!response.ok) throw new Error(await response.text())
  return response.text()
}
