import { parseInstant } from '@kindred/language'
import type { CompiledModel } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import { stretchWords } from '../records/stretch.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'

/**
 * The last instant of which it is known what came of what a model foretells; where the model names instants, the last of
 * those.
 *
 * @throws EngineError `nothing_happened`, `history_too_short`
 */
export async function judgedInstant(
  ports: EnginePorts,
  { compiled }: CurrentDefinitions,
  { id, definition, target }: CompiledModel,
): Promise<number> {
  const { firstEventAt, lastEventAt } = await ports.warehouse.counts()
  if (lastEventAt === undefined || firstEventAt === undefined)
    throw new EngineError('nothing_happened', { model: id })
  const ahead = target?.ahead ?? 0
  const { timezone } = compiled.vocabulary
  const written = definition.instants.at?.flatMap(text => parseInstant(text, timezone) ?? [])
  const at = written === undefined ? lastEventAt - ahead : Math.max(...written)
  if (at > firstEventAt) return at
  throw new EngineError('history_too_short', {
    model: id,
    has: stretchWords(lastEventAt - firstEventAt),
    needs: stretchWords(ahead),
    ahead: stretchWords(ahead),
    every: '',
  })
}
