import { contract, type RouteId } from '@kindred/api'
import type { Handlers } from '../http/handler.ts'
import { type Examined, healthHandlers } from './health.ts'

/** When a store cannot be used, every route says why, and health tells what still is in order. */
export function refusingHandlers(examined: Examined): Handlers<RouteId> {
  const refuse = () => Promise.reject(examined.failure)
  const all = Object.fromEntries(Object.keys(contract).map(id => [id, refuse]))
  // What never answers fits every route.
  return { ...(all as unknown as Handlers<RouteId>), ...healthHandlers(examined) }
}
