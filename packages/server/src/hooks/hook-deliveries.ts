import type { Hook, Live } from '@kindred/engine'
import type { LiveCompanion } from '../live/live-host.ts'
import type { Moves } from '../live/transition-feed.ts'
import { type CourierPorts, type Failing, HookCourier } from './hook-courier.ts'

/** A courier for every hook, while the workspace is live. */
export class HookDeliveries implements LiveCompanion {
  readonly ports: CourierPorts
  readonly #failed: (error: unknown) => void
  readonly #couriers = new Map<string, HookCourier>()
  #moves: Moves | undefined

  /** @param failed - Told when a courier has come to an end that it should not have. */
  constructor(ports: CourierPorts, failed: (error: unknown) => void) {
    this.ports = ports
    this.#failed = failed
  }

  async start(live: Live): Promise<void> {
    this.#moves = live
    for (const hook of await this.ports.hooks.list()) this.serve(hook)
  }

  /** Begins to tell a hook, if the workspace is live. */
  serve(hook: Hook): void {
    if (this.#moves === undefined) return
    this.#couriers.set(hook.id, new HookCourier(hook, this.#moves, this.ports, this.#failed))
  }

  failingOf(id: string): Failing | undefined {
    return this.#couriers.get(id)?.failing
  }

  async end(id: string): Promise<void> {
    const courier = this.#couriers.get(id)
    this.#couriers.delete(id)
    await courier?.stop()
  }

  async stop(): Promise<void> {
    this.#moves = undefined
    await Promise.all([...this.#couriers.keys()].map(id => this.end(id)))
  }
}
