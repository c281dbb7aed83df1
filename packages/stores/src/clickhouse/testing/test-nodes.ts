import { Nodes } from '../nodes.ts'
import { testCluster, testDatabase, testServer } from './test-server.ts'

/** The shared embedded server, with a database of one's own that has no tables yet. */
export async function testNodes(database = testDatabase()): Promise<Nodes> {
  const { url, app } = await testServer()
  return new Nodes({ nodes: [{ url, ...app }], database, alone: true })
}

/** The two shared shards, with a database of one's own that has no tables yet. */
export async function testClusterNodes(database = testDatabase()): Promise<Nodes> {
  const shards = await testCluster()
  return new Nodes({ nodes: shards.map(({ url, app }) => ({ url, ...app })), database, cluster: 'kindred' })
}
