import { describe, expect, test } from 'vitest'
import { EngineError } from '../errors.ts'
import { retryMoved } from './retry-moved.ts'

const moved = new EngineError('definitions_moved', { expected: 1, found: 2 })

/** Fails so often, then gives how often it was tried. */
function failing(times: number, error: Error): { attempt: () => Promise<number>; tried: () => number } {
  let tries = 0
  const attempt = () => {
    tries += 1
    return tries <= times ? Promise.reject(error) : Promise.resolve(tries)
  }
  return { attempt, tried: () => tries }
}

describe('what others changed the definitions under', () => {
  test('is tried again', async () => {
    expect(await retryMoved(failing(3, moved).attempt)).toBe(4)
  })

  test('is given up when it is overtaken every time', async () => {
    const { attempt, tried } = failing(100, moved)
    await expect(retryMoved(attempt)).rejects.toBe(moved)
    expect(tried()).toBe(5)
  })

  test('is not tried again for any other reason', async () => {
    const { attempt, tried } = failing(1, new EngineError('nothing_defined', {}))
    await expect(retryMoved(attempt)).rejects.toMatchObject({ code: 'nothing_defined' })
    expect(tried()).toBe(1)
  })
})
