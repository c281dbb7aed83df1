import type { DefinitionKind, DefinitionRef } from '../../records/definitions.ts'
import { definitionKinds } from '../path-words.ts'

/** A definition as one word: `segment vip`. Names hold no blank, so that it can be taken apart again. */
export function definitionKey({ kind, id }: DefinitionRef): string {
  return `${kind} ${id}`
}

export function refOfKey(key: string): DefinitionRef {
  const [first, ...rest] = key.split(' ')
  const kind: DefinitionKind | undefined = definitionKinds.find(each => each === first)
  if (kind === undefined) throw new RangeError(`'${key}' is no key of a definition.`)
  return { kind, id: rest.join(' ') }
}
