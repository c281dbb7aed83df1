import { type Client, createClient, type Fetch } from '@kindred/api'
import { describe, expect, test, vi } from 'vitest'
import { cancellable, watchInterruption, whatBecame } from './interruption.ts'

const STARTED = Date.UTC(2026, 10, 21, 10)

type State = 'staging' | 'publishing' | 'done' | 'failed'

/** A client whose newest import is in the first of these states, and in the next one when asked again. */
function clientWith(states: readonly State[], startedAt = STARTED): Client {
  const left = [...states]
  const fetch: Fetch = async () => {
    const state = left.length > 1 ? left.shift() : left[0]
    const started_at = new Date(startedAt).toISOString()
    const newest = {
      id: 'a',
      kind: 'events',
      file: 'a.csv',
      size: 1,
      state,
      started_at,
      rows: 1,
      set_aside: 0,
    }
    const text = JSON.stringify({ imports: state === undefined ? [] : [newest] })
    return { status: 200, headers: { get: () => null }, body: null, text: async () => text }
  }
  return createClient({ fetch, baseUrl: 'http://here' })
}

describe('what became of a command that was stopped', () => {
  test.each([
    [
      'an import that is being taken back is waited for',
      ['staging', 'staging', 'failed'],
      'taken back whole',
    ],
    ['an import that had been read is finished', ['publishing', 'done'], 'was finished'],
    ['without an import nothing is half done', [], 'nothing is left half done'],
  ] as const)('%s', async (_, states, said) => {
    expect(await whatBecame(clientWith(states), STARTED)).toContain(said)
  })

  test('an import of an earlier command is not taken for its own', async () => {
    const said = await whatBecame(clientWith(['failed'], STARTED - 1000), STARTED)
    expect(said).toBe('nothing is left half done')
  })
})

describe('Ctrl-C', () => {
  test('is heard until the command has ended', () => {
    const before = process.listenerCount('SIGINT')
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const interruption = watchInterruption()
    expect(interruption.signal.aborted).toBe(false)
    process.emit('SIGINT')
    expect(interruption.signal.aborted).toBe(true)
    expect(said.mock.calls.flat().join()).toContain('Ctrl-C again ends at once')
    interruption.end()
    said.mockRestore()
    expect(process.listenerCount('SIGINT')).toBe(before)
  })

  test('gives up the call that runs, and every later one', async () => {
    const stop = new AbortController()
    const fetch: Fetch = (_, { signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    const client = cancellable(createClient({ fetch, baseUrl: 'http://here' }), stop.signal)
    const call = client.imports({ limit: 1 })
    stop.abort(new Error('Ctrl-C'))
    await expect(call).rejects.toThrow('Ctrl-C')
  })
})
