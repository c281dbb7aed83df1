import { type Checked, type References as NamedReferences, referencesOf } from '@kindred/language'
import type { DefinitionRef } from '../../records/definitions.ts'
import type { DefinitionReads, Reach } from './compiled-definitions.ts'
import { definitionKey, refOfKey } from './definition-key.ts'
import { type References, reachable, reversed } from './reference-graph.ts'

/** What stands on what, attributes, events, lists and places included, and what everything reads. */
export class DefinitionReferences {
  readonly #below = new Map<string, readonly string[]>()
  readonly #reads = new Map<string, DefinitionReads>()
  #above: References | undefined

  /** @param mentions - What it mentions by name, which is all that is known of a broken one. */
  note(key: string, mentions: readonly string[], trees: readonly (Checked | undefined)[]): void {
    const sound = trees.filter(tree => tree !== undefined)
    const direct = sound.flatMap(tree => keysOf(referencesOf(tree, 'direct')))
    this.#below.set(key, [...new Set([...mentions, ...direct])])
    this.#reads.set(key, readsOf(sound))
  }

  dependencies(of: DefinitionRef, reach: Reach = 'all'): readonly DefinitionRef[] {
    return follow(of, reach, this.#below)
  }

  dependants(of: DefinitionRef, reach: Reach = 'all'): readonly DefinitionRef[] {
    this.#above ??= reversed(this.#below)
    return follow(of, reach, this.#above)
  }

  readsOf(of: DefinitionRef): DefinitionReads {
    return this.#reads.get(definitionKey(of)) ?? { events: [], attributes: [] }
  }
}

function follow(of: DefinitionRef, reach: Reach, references: References): readonly DefinitionRef[] {
  const key = definitionKey(of)
  return (reach === 'all' ? reachable(key, references) : (references.get(key) ?? [])).map(refOfKey)
}

function keysOf(named: NamedReferences): string[] {
  const keys = (kind: DefinitionRef['kind'], ids: Iterable<string>) =>
    [...ids].map(id => definitionKey({ kind, id }))
  return [
    ...keys('attribute', named.attributes),
    ...keys('event', named.events.keys()),
    ...keys('feature', named.features),
    ...keys('segment', named.segments),
    ...keys('segmentation', named.segmentations),
    ...keys('list', named.lists),
    ...keys('place', named.places),
  ]
}

function readsOf(trees: readonly Checked[]): DefinitionReads {
  const all = trees.map(tree => referencesOf(tree, 'all'))
  return {
    events: [...new Set(all.flatMap(({ events }) => [...events.keys()]))].sort(),
    attributes: [...new Set(all.flatMap(({ attributes }) => attributes))].sort(),
  }
}
