import { type Expression, parse } from '@kindred/language'
import type { StoredDefinitions } from './stored-definitions.ts'

/** The attributes and features that a condition names itself, in the order it does: what one asks of those it holds for. */
export function namedColumns(when: string, { attributes, features }: StoredDefinitions): readonly string[] {
  const parsed = parse(when)
  if (!parsed.ok) return []
  const named = namesIn(parsed.expression).filter(name => name in attributes || name in features)
  return [...new Set(named)]
}

function namesIn(node: Expression): readonly string[] {
  if (node.kind === 'name') return [node.name]
  return Object.values(node).flatMap(partsNamed)
}

function partsNamed(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(partsNamed)
  return typeof part === 'object' && part !== null && 'kind' in part ? namesIn(part as Expression) : []
}
