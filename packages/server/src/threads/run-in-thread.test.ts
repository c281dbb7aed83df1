import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { runInThread } from './run-in-thread.ts'

/** A thread that tells how far it is, again and again, and is done when it is to stop or after a while. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads'
    const { task, stop } = workerData
    for (let done = 0; done < task.steps && Atomics.load(stop, 0) === 0; done += 1) {
      parentPort.postMessage({ kind: 'progress', done, of: task.steps })
      Atomics.wait(stop, 0, 0, 2)
    }
    parentPort.postMessage({ kind: 'done', result: 'all of it' })
  `)}`,
)

it('gives what the thread has come to, and tells how far it is', async () => {
  const seen: number[] = []
  const given = runInThread(script, { steps: 3 }, 'counts', { progress: done => seen.push(done) })
  expect(await given).toBe('all of it')
  expect(seen).toEqual([0, 1, 2])
})

it('fails with what is thrown on hearing how far it is, and the process lives on', async () => {
  const stop = new AbortController()
  let heard = 0
  const given = runInThread(script, { steps: 500 }, 'counts', {
    signal: stop.signal,
    progress: () => {
      heard += 1
      stop.abort()
      stop.signal.throwIfAborted()
    },
  })
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  // Thrown where nobody waits, it would end the run of the tests as an error of its own.
  await pause(50)
  expect(heard).toBeGreaterThan(0)
})

it('fails with the reason of who stopped it, though the thread was done by then', async () => {
  const stop = new AbortController()
  const given = runInThread(script, { steps: 1 }, 'counts', {
    signal: stop.signal,
    progress: () => {
      // What the thread has come to is waiting behind this when it is heard of so late.
      const until = performance.now() + 300
      while (performance.now() < until);
      stop.abort(new Error('gone'))
    },
  })
  await expect(given).rejects.toThrow('gone')
})

it('fails by name where the thread ends without a word', async () => {
  const silent = new URL('data:text/javascript,process.exit(3)')
  await expect(runInThread(silent, {}, 'counts')).rejects.toThrow('the thread that counts ended with 3')
})
