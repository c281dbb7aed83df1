import type { Discovery } from '../records/discovery.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'

/** Sizes and values of everybody, where groups were learned from a sample. */
export async function countEverybody(
  _ports: EnginePorts,
  _current: CurrentDefinitions,
  discovery: Discovery,
): Promise<Discovery> {
  return discovery
}
