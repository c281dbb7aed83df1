import { Redis } from 'iovalkey'

/** Where tests find a Redis or Valkey server: the variable, or the usual port. */
const url = process.env.KINDRED_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379'

/** Its address, or why there is none. */
export async function testServer(): Promise<{ url?: string; reason?: string }> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 })
  // What went wrong is in the answer of `connect`.
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.quit()
    return { url }
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return { reason: `no Redis server at ${new URL(url).host}: ${reason}` }
  }
}

/** Takes away all keys whose names begin like this. */
export async function removeKeys(prefix: string): Promise<void> {
  const redis = new Redis(url)
  const pattern = `${prefix.replace(/[[\]?*\\]/g, '\\$&')}*`
  for await (const keys of redis.scanStream({ match: pattern, count: 1_000 }))
    if (Array.isArray(keys) && keys.length > 0) await redis.unlink(keys)
  await redis.quit()
}
