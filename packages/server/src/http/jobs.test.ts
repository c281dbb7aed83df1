import { expect, test } from 'vitest'
import { Jobs, type JobToBegin } from './jobs.ts'

const anna = { kind: 'user', id: '1', name: 'anna@shop.example' } as const
const refresh: JobToBegin = { route: 'refresh', by: anna, about: [] }

test('one that goes on alone keeps how far it is, then its result', async () => {
  const jobs = new Jobs(() => 5)
  const { id, ended } = jobs.begin(refresh, async ({ progress }) => {
    progress({ step: 'evaluate', done: 1, of: 2 })
    return { customers: 3 }
  })
  expect(jobs.get(id)).toMatchObject({ state: 'running', progress: { done: 1 }, startedAt: 5 })
  await ended
  expect(jobs.get(id)).toMatchObject({ state: 'done', result: { customers: 3 }, endedAt: 5 })
})

test('one that somebody waits for is called off when she goes, and keeps no result', async () => {
  const jobs = new Jobs(() => 0)
  const told: object[] = []
  const gone = new AbortController()
  const waiting = { gone: gone.signal, told: (line: object) => void told.push(line) }
  const stopped = jobs.begin({ ...refresh, waiting }, untilAborted)
  gone.abort()
  await expect(stopped.ended).rejects.toThrow()
  expect(jobs.get(stopped.id)).toMatchObject({ state: 'stopped' })
  expect(told).toEqual([{ step: 'begun' }])
  const done = jobs.begin(
    { ...refresh, waiting: { ...waiting, gone: AbortSignal.any([]) } },
    async () => 'all',
  )
  expect(await done.ended).toBe('all')
  expect(jobs.get(done.id)?.result).toBeUndefined()
})

test('one that fails keeps why, in words without its message', async () => {
  const jobs = new Jobs(() => 0)
  const { id, ended } = jobs.begin(refresh, () => Promise.reject(new Error('anna@shop.example')))
  await expect(ended).rejects.toThrow()
  expect(jobs.get(id)).toMatchObject({ state: 'failed', failure: { status: 500 } })
  expect(JSON.stringify(jobs.get(id)?.failure)).not.toContain('anna')
})

test('the end of the server calls all of them off and waits for them', async () => {
  const jobs = new Jobs(() => 0)
  const { id, ended } = jobs.begin(refresh, untilAborted)
  ended.catch(() => undefined)
  await jobs.close()
  expect(jobs.get(id)?.state).toBe('stopped')
})

test('the newest come first; of those that ended a hundred are kept, for a day', async () => {
  let now = 0
  const jobs = new Jobs(() => now)
  for (let count = 0; count < 120; count += 1) await jobs.begin(refresh, async () => count).ended
  const listed = jobs.list(500)
  expect([listed.length, listed[0]?.result]).toEqual([101, 119])
  now = 2 * 86_400_000
  await jobs.begin(refresh, async () => 'next').ended
  expect(jobs.list(500).map(({ result }) => result)).toEqual(['next'])
})

async function untilAborted({ signal, progress }: { signal: AbortSignal; progress: (line: object) => void }) {
  progress({ step: 'begun' })
  await new Promise<void>(done => signal.addEventListener('abort', () => done(), { once: true }))
  signal.throwIfAborted()
}

test('a result in which somebody stands who is erased is let go, the others stay', async () => {
  const jobs = new Jobs(() => 0)
  const hers = jobs.begin(refresh, async () => ({ examples: [{ customer: 'C1' }] }))
  const others = jobs.begin(refresh, async () => ({ examples: [{ customer: 'C12' }] }))
  await Promise.all([hers.ended, others.ended])
  jobs.forgetResultsWith(['C1', 'web'])
  expect(jobs.get(hers.id)).toMatchObject({ state: 'done' })
  expect(jobs.get(hers.id)?.result).toBeUndefined()
  expect(jobs.get(others.id)?.result).toEqual({ examples: [{ customer: 'C12' }] })
})
