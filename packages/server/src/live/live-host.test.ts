import type { Live } from '@kindred/engine'
import { describe, expect, it } from 'vitest'
import { LiveByHand } from '../testing/live-by-hand.ts'
import { LiveHost } from './live-host.ts'

/** A host whose catching up ends when the test says so, and what has happened to it. */
function hosted() {
  const done: string[] = []
  const waiting: (() => void)[] = []
  let fails = false
  const catchUp: Live['catchUp'] = async () => {
    done.push('catch up')
    if (fails) throw new Error('the warehouse is away')
    if (done.length > 2) await new Promise<void>(resolve => waiting.push(resolve))
  }
  const host = new LiveHost({
    open: async () => ({
      ...new LiveByHand().opened({ catchUp }),
      close: async () => void done.push('live closed'),
    }),
    companions: [
      {
        start: async () => void done.push('companion'),
        stop: async () => void done.push('companion stopped'),
      },
    ],
    failed: error => done.push(String(error)),
  })
  return {
    host,
    done,
    waiting,
    fail: () => {
      fails = true
    },
  }
}

describe('the live half of a server', () => {
  it('is not there until it is started, once, and is filled before that ends', async () => {
    const { host, done } = hosted()
    expect(host.running).toBeUndefined()
    expect(() => host.require()).toThrow('kindred serve')
    host.soon()
    await host.start()
    await host.start()
    expect(host.require()).toBe(host.running)
    expect(done).toEqual(['companion', 'catch up'])
    await host.close()
    await host.close()
    expect(host.running).toBeUndefined()
    expect(done.slice(2)).toEqual(['companion stopped', 'live closed'])
  })

  it('catches up once more for all that came while it was catching up', async () => {
    const { host, done, waiting } = hosted()
    await host.start()
    host.soon()
    await expect.poll(() => waiting.length).toBe(1)
    for (let i = 0; i < 5; i += 1) host.soon()
    waiting[0]?.()
    await expect.poll(() => waiting.length).toBe(2)
    waiting[1]?.()
    await host.settled()
    expect(done.filter(each => each === 'catch up')).toHaveLength(3)
  })

  it('tells when catching up has failed, and tries with the next change', async () => {
    const { host, done, fail } = hosted()
    await host.start()
    fail()
    host.soon()
    await host.settled()
    host.soon()
    await host.settled()
    expect(done.filter(each => each.includes('away'))).toHaveLength(2)
  })
})
