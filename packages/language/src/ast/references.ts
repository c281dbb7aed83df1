import type { Checked } from './checked.ts'
import { checkedPartsOf } from './checked-parts.ts'
import { type ArgumentSyntax, type Expression, partsOf } from './expression.ts'

/** What an expression speaks of. Names are sorted. */
export interface References {
  readonly attributes: readonly string[]
  /** The events it looks at, each with the properties it reads. */
  readonly events: ReadonlyMap<string, readonly string[]>
  readonly features: readonly string[]
  readonly segments: readonly string[]
  readonly segmentations: readonly string[]
  readonly scores: readonly string[]
  readonly lists: readonly string[]
  readonly places: readonly string[]
}

/**
 * What a checked expression speaks of: with `'all'` through every feature, segment, segmentation and model it refers to,
 * with `'direct'` in its own text only. What a model's inputs read is read by a score of it.
 *
 * @example
 * referencesOf(checked).events.get('purchase')   // ['amount', 'category']
 */
export function referencesOf(checked: Checked, reach: 'all' | 'direct' = 'all'): References {
  const found = new Found()
  const seen = new Set<Checked>()
  const open = [checked]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // A diamond of features is one tree seen many times: each part of it is looked at once.
    if (seen.has(node)) continue
    seen.add(node)
    note(node, found)
    if (reach === 'all' || !isReference(node)) open.push(...checkedPartsOf(node))
  }
  return found.sorted()
}

class Found {
  readonly attributes = new Set<string>()
  readonly events = new Map<string, Set<string>>()
  readonly features = new Set<string>()
  readonly segments = new Set<string>()
  readonly segmentations = new Set<string>()
  readonly scores = new Set<string>()
  readonly lists = new Set<string>()
  readonly places = new Set<string>()

  event(name: string, property?: string): void {
    const properties = this.events.get(name) ?? new Set<string>()
    if (property !== undefined) properties.add(property)
    this.events.set(name, properties)
  }

  sorted(): References {
    const events = [...this.events].map(([name, properties]) => [name, [...properties].sort()] as const)
    return {
      attributes: [...this.attributes].sort(),
      events: new Map(events.sort(([a], [b]) => (a < b ? -1 : 1))),
      features: [...this.features].sort(),
      segments: [...this.segments].sort(),
      segmentations: [...this.segmentations].sort(),
      scores: [...this.scores].sort(),
      lists: [...this.lists].sort(),
      places: [...this.places].sort(),
    }
  }
}

/** What stands for something defined elsewhere. */
function isReference({ kind }: Checked): boolean {
  return kind === 'feature' || kind === 'segment' || kind === 'class' || kind === 'score'
}

function note(node: Checked, found: Found): void {
  if (node.kind === 'attribute') found.attributes.add(node.name)
  else if (node.kind === 'property') found.event(node.event, node.name)
  else if (node.kind === 'aggregate') found.event(node.event, node.property?.name)
  else if (node.kind === 'sequence') for (const step of node.steps) found.event(step.event)
  else if (node.kind === 'feature') found.features.add(node.name)
  else if (node.kind === 'segment') found.segments.add(node.name)
  else if (node.kind === 'class') found.segmentations.add(node.segmentation)
  else if (node.kind === 'score') found.scores.add(node.model)
  else if (node.kind === 'one_of' && node.list !== undefined) found.lists.add(node.list)
  else if (node.kind === 'inside') found.places.add(node.place)
}

/** Names an expression mentions before anything is known about them: enough to put definitions in order. */
export interface MentionedNames {
  /** Bare names: attributes, features, segmentations, events, or mistakes. */
  readonly names: readonly string[]
  /** Names in `in(…)`. */
  readonly segments: readonly string[]
}

/** The names in an expression's own text, sorted; those after `where` are properties and left out. */
export function mentionedNames(expression: Expression): MentionedNames {
  const names = new Set<string>()
  const segments = new Set<string>()
  const open: ArgumentSyntax[] = [expression]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'name') names.add(node.name)
    else if (node.kind === 'segment') segments.add(node.segment)
    if (node.kind !== 'where') open.push(...partsOf(node))
  }
  return { names: [...names].sort(), segments: [...segments].sort() }
}
