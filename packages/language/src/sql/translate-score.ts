import type { ScoreRead } from '../ast/checked.ts'
import type { BlendScorer, Scorer } from '../ast/scorer.ts'
import { scorerFault } from '../ast/scorer-fault.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { ScoreInputs } from './score-inputs.ts'
import { translateLayers } from './translate-layers.ts'
import { translateLifetime } from './translate-lifetime.ts'
import { translateLinks } from './translate-links.ts'
import { translateTrees } from './translate-trees.ts'
import { finite, type Translation } from './translation.ts'

/** The score of a model by the same arithmetic, in the same order, as the closure's. */
export function translateScore(node: ScoreRead, translation: Translation): Fragment {
  const { fragments } = translation
  if (node.of === undefined) return fragments.unsure`CAST(NULL, 'Nullable(Float64)')`
  const fault = scorerFault(
    node.of,
    node.inputs.map(({ is }) => is.type),
  )
  if (fault !== undefined) throw new SqlError('sql_scorer_malformed', `'${node.model}', ${fault}`)
  const inputs = new ScoreInputs(node.inputs, node.of, translation)
  return finite(fragments, translateScorer(node.of, node.model, inputs, translation))
}

/** A Float64 that is never NULL; not finite where it is unknown. */
function translateScorer(
  scorer: Scorer,
  model: string,
  inputs: ScoreInputs,
  translation: Translation,
): Fragment {
  const sum = translateSum(scorer, model, inputs, translation)
  return translateLinks(scorer.links, sum, translation)
}

function translateSum(
  scorer: Scorer,
  model: string,
  inputs: ScoreInputs,
  translation: Translation,
): Fragment {
  switch (scorer.kind) {
    case 'trees':
      return translateTrees(scorer, model, inputs, translation)
    case 'layers':
      return translateLayers(scorer, inputs, translation)
    case 'lifetime':
      return translateLifetime(scorer, inputs, translation)
    case 'blend':
      return translateBlend(scorer, model, inputs, translation)
  }
}

function translateBlend(
  { of, weights, bias }: BlendScorer,
  model: string,
  inputs: ScoreInputs,
  translation: Translation,
): Fragment {
  const { fragments, parameters } = translation
  const scores = of.map(scorer => translateScorer(scorer, model, inputs, translation))
  return scores.reduce(
    (sum, score, at) =>
      fragments.known(['(', ` + ${parameters.bind('Float64', weights[at] ?? 0)} * `, ')'], sum, score),
    fragments.known([parameters.bind('Float64', bias)]),
  )
}
