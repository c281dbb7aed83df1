import type { Catalog } from '../ports/catalog.ts'
import type { ErasedIds } from '../records/erasure.ts'

/** By what those are known who were erased. The salt is the workspace's id: hashes of another workspace are others. */
export async function erasedIds(catalog: Pick<Catalog, 'workspaces' | 'erasures'>): Promise<ErasedIds> {
  const [workspaces, hashes] = await Promise.all([catalog.workspaces(), catalog.erasures.hashes()])
  return { salt: workspaces[0] ?? '', hashes }
}
