import type { DefinitionChange } from '../catalog/difference/difference-of-definitions.ts'
import { nameOfDefinition, sections } from '../catalog/path-words.ts'
import { EngineError } from '../errors.ts'
import type { Definitions } from '../records/definitions.ts'

/** Somebody who may change what is hers, and what is nobody's. */
export interface Editor {
  /** As she is called in a refusal. */
  readonly name: string
  /** Owners that she speaks for: her name, her e-mail, her teams. */
  readonly owns: readonly string[]
}

/** Whether what has this owner, or none, is hers to change. */
export function mayChange({ owns }: Pick<Editor, 'owns'>, owner: string | undefined): boolean {
  return owner === undefined || owns.includes(owner)
}

/**
 * Holds changes to the owners that the stored definitions name: who owns one may change it, give it away or end it, and
 * nobody else. What changes only through something it stands on is not held back.
 *
 * @param before - What is stored; undefined: nothing, so that nobody owns anything.
 * @throws EngineError `not_owner`, naming every definition that is another's.
 */
export function requireOwner(
  { name, owns }: Editor,
  before: Definitions | undefined,
  changes: readonly Pick<DefinitionChange, 'definition' | 'change'>[],
): void {
  const others = changes.flatMap(({ definition, change }) => {
    if (change === 'new' || change === 'through') return []
    const owner = before?.[sections[definition.kind]][definition.id]?.owner
    return owner !== undefined && !mayChange({ owns }, owner)
      ? [{ definition: nameOfDefinition(definition), owner }]
      : []
  })
  if (others.length > 0) throw new EngineError('not_owner', { others, actor: name })
}
