import { type Checked, checkedPartsOf, referencesOf } from '@kindred/language'

/**
 * Whether a feature asks what a segment's own condition asks: an attribute it reads, or the same of the same events over
 * any time. Who is like those of a segment is told by other things; what defines it would only say who is in it.
 */
export function asksAsSegment(segment: Checked): (feature: Checked) => boolean {
  const attributes = new Set(referencesOf(segment).attributes)
  const questions = new Set(questionsOf(segment))
  return feature =>
    referencesOf(feature).attributes.some(name => attributes.has(name)) ||
    questionsOf(feature).some(question => questions.has(question))
}

/** `purchase.amount`, `count visit`, of every aggregate in it, through all it refers to. */
function questionsOf(checked: Checked): readonly string[] {
  const found = new Set<string>()
  const seen = new Set<Checked>()
  const open = [checked]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    if (node.kind === 'aggregate') found.add(question(node.function, node.event, node.property?.name))
    open.push(...checkedPartsOf(node))
  }
  return [...found]
}

/** Whether there was one at all is asked by counting; a sum, a mean and a greatest value ask much the same of a property. */
function question(name: string, event: string, property: string | undefined): string {
  if (property !== undefined) return `${event}.${property}`
  return `${name === 'did' || name === 'never' ? 'count' : name} ${event}`
}
