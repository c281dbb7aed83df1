import { Cluster, Redis } from 'iovalkey'
import type { RedisAddress } from './redis-address.ts'

/** To one server, or to a cluster, whose nodes share the keys among them. */
export type RedisClient = Redis | Cluster

/** How long a lost connection is tried again before what waits for it fails: about ten seconds. */
const ATTEMPTS = { ofServer: 20, ofCluster: 100 } as const

const patience = { connectTimeout: 5_000, commandTimeout: 30_000, keepAlive: 10_000 } as const

/** No connection is made before it is needed. */
export function serverClient({ options }: RedisAddress): Redis {
  return new Redis({
    ...options,
    ...patience,
    lazyConnect: true,
    maxRetriesPerRequest: ATTEMPTS.ofServer,
    connectionName: 'kindred',
  })
}

/** @param address - Of any of its nodes; the others are learned from it. */
export function clusterClient({ options }: RedisAddress): Cluster {
  const { host = '', port = 0, ...login } = options
  return new Cluster([{ host, port }], {
    lazyConnect: true,
    maxRedirections: ATTEMPTS.ofCluster,
    retryDelayOnFailover: 100,
    redisOptions: { ...login, ...patience, connectionName: 'kindred' },
  })
}

/** The server that holds a key. */
export async function serverOf(client: RedisClient, key: string): Promise<Redis> {
  if (client instanceof Redis) return client
  const slot = Number(await client.cluster('KEYSLOT', key))
  const name = client.slots[slot]?.[0]
  const node = client.nodes('master').find(({ options }) => `${options.host}:${options.port}` === name)
  return node ?? Promise.reject(new Error(`CLUSTERDOWN no node has slot ${slot}`))
}
