import type { Expression } from '@kindred/language'

/** The models whose `score(…)` an expression reads in its own text, sorted. */
export function mentionedScores(expression: Expression): string[] {
  const found = new Set<string>()
  const open: unknown[] = [expression]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if (isScoreCall(node)) found.add(node.arguments[0].name)
    open.push(...Object.values(node))
  }
  return [...found].sort()
}

interface ScoreCall {
  readonly arguments: readonly [{ readonly name: string }]
}

function isScoreCall(node: object): node is ScoreCall {
  if (Reflect.get(node, 'kind') !== 'call' || Reflect.get(node, 'function') !== 'score') return false
  const given: unknown = Reflect.get(node, 'arguments')
  const first: unknown = Array.isArray(given) ? given[0] : undefined
  return typeof first === 'object' && first !== null && Reflect.get(first, 'kind') === 'name'
}
