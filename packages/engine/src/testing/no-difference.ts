import { expect } from 'vitest'
import type { LiveWorld } from './live-world.ts'

/** Live and batch say the same of everybody; a failure names who differs. */
export async function noDifference(world: LiveWorld) {
  const parity = await world.live.parity()
  expect(parity.examples).toEqual([])
  expect(parity.differences).toBe(0)
  return parity
}
