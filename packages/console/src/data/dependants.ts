import { type Expression, parse } from '@kindred/language'
import type { StoredDefinitions } from './stored-definitions.ts'

export interface Dependant {
  readonly kind: 'feature' | 'segment' | 'segmentation'
  readonly id: string
}

/** What stands directly on a segment: whose own text names it. */
export function dependantsOf(segment: string, definitions: StoredDefinitions): readonly Dependant[] {
  const { features, segments, segmentations } = definitions
  return [
    ...speaking(segment, 'feature', features, ({ is }) => [is]),
    ...speaking(segment, 'segment', segments, ({ when }) => [when]),
    ...speaking(segment, 'segmentation', segmentations, ({ first_match, tiers, rfm }) => [
      ...(first_match?.map(({ when }) => when) ?? []),
      ...(tiers === undefined ? [] : [tiers.by]),
      ...(rfm === undefined ? [] : [rfm.recency, rfm.frequency, rfm.monetary]),
    ]),
  ]
}

function speaking<D>(
  segment: string,
  kind: Dependant['kind'],
  section: Readonly<Record<string, D>>,
  texts: (definition: D) => readonly string[],
): readonly Dependant[] {
  const found = Object.entries(section).filter(([, each]) => texts(each).some(text => names(text, segment)))
  return found.map(([id]) => ({ kind, id }))
}

function names(text: string, segment: string): boolean {
  // Most texts have no such word in them at all.
  if (!text.includes(segment)) return false
  const parsed = parse(text)
  return parsed.ok && isIn(parsed.expression, segment)
}

function isIn(node: Expression, segment: string): boolean {
  if (node.kind === 'segment') return node.segment === segment
  return Object.values(node).some(part => holds(part, segment))
}

function holds(part: unknown, segment: string): boolean {
  if (Array.isArray(part)) return part.some(each => holds(each, segment))
  return typeof part === 'object' && part !== null && 'kind' in part && isIn(part as Expression, segment)
}
