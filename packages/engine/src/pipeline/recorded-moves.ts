import type { Transition } from '../records/refresh.ts'
import type { EnginePorts } from './engine-ports.ts'

/** What published refreshes up to an instant recorded of a customer, newest first. @param asOf - UTC milliseconds. */
export async function recordedMoves(
  { catalog, warehouse }: Pick<EnginePorts, 'catalog' | 'warehouse'>,
  customer: string,
  asOf: number,
): Promise<readonly Transition[]> {
  const refreshes = (await catalog.refreshes.published({ until: asOf })).map(({ id }) => id)
  const moves: Transition[] = []
  for await (const move of warehouse.transitions({ refreshes, customer, descending: true })) moves.push(move)
  return moves
}
