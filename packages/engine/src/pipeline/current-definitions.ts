import { type CompiledDefinitions, compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { noDefinitions } from '../catalog/files/read-definition-file.ts'
import { EngineError } from '../errors.ts'
import type { Catalog, DefinitionVersion } from '../ports/catalog.ts'
import { championFormulas } from './champion-formulas.ts'

/** A version of the definitions and what it means. */
export interface CurrentDefinitions extends DefinitionVersion {
  readonly compiled: CompiledDefinitions
}

/** Versions never change, so each is compiled once. A few: the current one, and that of the last refresh. */
const KEPT = 4
const compiledBy = new WeakMap<Catalog, Map<number, CurrentDefinitions>>()

/** The definitions in force; `undefined` before the first apply. */
export async function currentDefinitions(catalog: Catalog): Promise<CurrentDefinitions | undefined> {
  const version = await catalog.definitions.current()
  return version && compiled(catalog, version)
}

/** The definitions in force. @throws EngineError `nothing_defined`. */
export async function requireDefinitions(catalog: Catalog): Promise<CurrentDefinitions> {
  const current = await currentDefinitions(catalog)
  if (current === undefined) throw new EngineError('nothing_defined', {})
  return current
}

/** The definitions of an earlier version. @throws EngineError `definitions_version_unknown`. */
export async function definitionsAt(catalog: Catalog, version: number): Promise<CurrentDefinitions> {
  const known = compiledBy.get(catalog)?.get(version)
  if (known !== undefined) return known
  const found = await catalog.definitions.get(version)
  if (found === undefined) throw new EngineError('definitions_version_unknown', { version })
  return compiled(catalog, found)
}

async function compiled(catalog: Catalog, version: DefinitionVersion): Promise<CurrentDefinitions> {
  const versions = compiledBy.get(catalog) ?? new Map<number, CurrentDefinitions>()
  compiledBy.set(catalog, versions)
  const known = versions.get(version.version)
  if (known !== undefined) return known
  // A version that was stored before there was a kind of definition has none of it.
  const definitions = { ...noDefinitions, ...version.definitions }
  const fitted = await championFormulas(catalog, definitions)
  const made = { ...version, definitions, compiled: compileDefinitions(definitions, [], [], fitted) }
  const [oldest] = versions.keys()
  if (versions.size >= KEPT && oldest !== undefined) versions.delete(oldest)
  versions.set(version.version, made)
  return made
}
