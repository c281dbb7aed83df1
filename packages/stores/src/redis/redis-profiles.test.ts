import { profilesSuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { openRedisProfiles } from './open-redis-profiles.ts'
import { removeKeys, testServer } from './testing/test-server.ts'

const server = await testServer()
const run = `kindred-test-${process.pid}-${Date.now()}`

afterAll(async () => {
  if (server.url !== undefined) await removeKeys(`{${run}`)
})

profilesSuite({
  name: 'profiles on a Redis server',
  lasting: true,
  open: key => Promise.resolve(openRedisProfiles({ url: server.url ?? '', prefix: `${run}-${key}` })),
  ...(server.reason !== undefined && { skip: server.reason }),
})
