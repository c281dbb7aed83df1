import type { Checked } from '../../ast/checked.ts'
import { checkedPartsOf } from '../../ast/checked-parts.ts'

/** The conditions an answer is made of, those of segments and features included, each once. */
export function conditionsIn(root: Checked): readonly Checked[] {
  const found = new Set<Checked>()
  const seen = new Set<Checked>()
  const visit = (node: Checked): void => {
    if (seen.has(node)) return
    seen.add(node)
    if (isMadeOfConditions(node)) for (const part of checkedPartsOf(node)) visit(part)
    else found.add(node)
  }
  visit(root)
  return [...found]
}

function isMadeOfConditions(node: Checked): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'not':
    case 'segment':
      return true
    case 'feature':
    case 'choice':
      return node.type === 'boolean'
    default:
      return false
  }
}

/** The events that conditions read. */
export function eventsIn(root: Checked): readonly string[] {
  const events = new Set<string>()
  const seen = new Set<Checked>()
  const visit = (node: Checked): void => {
    if (seen.has(node)) return
    seen.add(node)
    if (node.kind === 'aggregate') events.add(node.event)
    if (node.kind === 'sequence') for (const step of node.steps) events.add(step.event)
    for (const part of checkedPartsOf(node)) visit(part)
  }
  visit(root)
  return [...events]
}
