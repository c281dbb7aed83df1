import type { Checked, ScoreRead } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'
import type { Explainer } from './explainer.ts'
import type { ReadScore } from './explanation.ts'

/** The scores that conditions stand on, those of features and segments included, each once. */
export function readScores(nodes: readonly Checked[], explainer: Explainer): readonly ReadScore[] {
  const seen = new Set<Checked>()
  const found = new Map(
    nodes.flatMap(node => scoresIn(node, seen)).map(read => [`${read.model} ${read.output ?? ''}`, read]),
  )
  return [...found.values()].flatMap(read => scoreOf(read, explainer))
}

/** What goes into a model is read of it, and not looked through for other models. */
function scoresIn(node: Checked, seen: Set<Checked>): readonly ScoreRead[] {
  if (seen.has(node)) return []
  seen.add(node)
  if (node.kind === 'score') return [node]
  return checkedPartsOf(node).flatMap(part => scoresIn(part, seen))
}

/** None while no version counts. */
function scoreOf(read: ScoreRead, explainer: Explainer): readonly ReadScore[] {
  const { model, version, output, inputs } = read
  if (version === undefined) return []
  return [
    {
      ...{ model, version },
      ...(output !== undefined && { output }),
      score: explainer.read(read),
      inputs: inputs.map(({ name, is }) => ({ name, ...explainer.read(is) })),
    },
  ]
}
