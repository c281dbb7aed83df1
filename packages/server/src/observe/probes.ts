import type { EnginePorts, Live } from '@kindred/engine'
import type { FastifyInstance } from 'fastify'
import type { LiveHost } from '../live/live-host.ts'
import type { Figures } from './figures.ts'

/** What tells whether this server can be used. */
export interface Probed {
  /** Absent: a store could not be opened. */
  readonly engine?: EnginePorts
  readonly live?: LiveHost
  readonly figures: Figures
}

/**
 * For whoever watches over the process, without a token: they hold nothing about anybody. `/healthz`: it lives;
 * `/readyz`: every store answers and nothing is being filled; `/metrics`: figures for Prometheus.
 */
export function mountProbes(app: FastifyInstance, { engine, live, figures }: Probed): void {
  const config = { isOpen: true }
  app.get('/healthz', { config: { ...config, route: 'healthz' } }, async () => ({ ok: true }))
  app.get('/readyz', { config: { ...config, route: 'readyz' } }, async (_, reply) => {
    const missing = await missingParts(engine, live)
    return reply.status(missing.length === 0 ? 200 : 503).send({ ready: missing.length === 0, missing })
  })
  app.get('/metrics', { config: { ...config, route: 'metrics' } }, async (_, reply) => {
    const text = await figures.text()
    return reply.type(figures.contentType).send(text)
  })
}

async function missingParts(engine: EnginePorts | undefined, live: LiveHost | undefined): Promise<string[]> {
  if (engine === undefined) return ['stores']
  const [nodes, catalog] = await Promise.all([engine.warehouse.health(), engine.catalog.health()])
  return [
    ...(nodes.every(node => node.reachable) ? [] : ['warehouse']),
    ...(catalog.reachable ? [] : ['catalog']),
    ...(await missingOfLive(live?.running)),
  ]
}

async function missingOfLive(live: Live | undefined): Promise<string[]> {
  try {
    return (await live?.status())?.filling === undefined ? [] : ['live is being filled']
  } catch {
    // Why, `GET /v1/health` tells those who may know.
    return ['profiles']
  }
}
