import {
  type CompiledDefinitions,
  currentDefinitions,
  type EnginePorts,
  type PersonalNames,
  personalNames,
} from '@kindred/engine'
import { mayDo, type Principal } from './principal.ts'

const known = new WeakMap<CompiledDefinitions, PersonalNames>()

/** What must be masked in answers to somebody; undefined: nothing. */
export async function masksFor(
  principal: Principal,
  { catalog }: Pick<EnginePorts, 'catalog'>,
): Promise<PersonalNames | undefined> {
  if (mayDo(principal, 'personal:read')) return undefined
  const current = await currentDefinitions(catalog)
  return current && masksOf(current.compiled)
}

/** The same by definitions at hand. */
export function masksOf(compiled: CompiledDefinitions): PersonalNames | undefined {
  const names = known.get(compiled) ?? personalNames(compiled)
  known.set(compiled, names)
  return names.isEmpty ? undefined : names
}
