import type { Checked } from '../ast/checked.ts'
import type { EvaluationContext } from '../evaluate/evaluation-context.ts'
import type { Subject } from '../evaluate/subject.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import { againstWanted, missingFor, type Wanted } from './blocking.ts'
import { type Explainer, newExplainer } from './explainer.ts'
import type { ExplainedNode, Explanation, NearMiss } from './explanation.ts'
import type { Finding } from './finding.ts'
import { reasonInWords, wantedWords } from './in-words.ts'
import { readScores } from './read-scores.ts'
import { settle } from './settle.ts'
import { smallestChange } from './smallest-change/smallest-change.ts'

export interface ExplainOptions {
  readonly changes?: boolean
}

/**
 * Why an expression is what it is, for one customer at one instant: the tree with what was found at every
 * condition, the reason, what is missing and what misses by least.
 *
 * @param checked - What the check returned; a condition, or a value (then it "holds" where it is known).
 * @param asOf - UTC milliseconds.
 * @param context - As for `compileClosure`.
 * @param vocabulary - For the words.
 * @param options - `changes`: also when each condition turns by itself, and the smallest change that turns the answer
 *                  round. A search: hundreds of evaluations.
 * @throws EvaluationError as `compileClosure` does.
 *
 * @example
 * explain(vip, subject, asOf, context, vocabulary).inWords
 * // 'Purchases in the last 90 days sum to more than 1,000 EUR (1,040.50 EUR), **and** has not visited in the last 30 days.'
 */
export function explain(
  checked: Checked,
  subject: Subject,
  asOf: number,
  context: EvaluationContext,
  vocabulary: Vocabulary,
  { changes = false }: ExplainOptions = {},
): Explanation {
  const explainer = newExplainer(subject, asOf, context, vocabulary, changes)
  const explanation = explainFinding(explainer.find(checked), explainer)
  // Of a value there is no answer that could be turned round.
  if (!changes || checked.type !== 'boolean') return explanation
  return {
    ...explanation,
    changesAt: explanation.tree.changesAt ?? 'never',
    smallestChange: smallestChange(checked, subject, asOf, context, vocabulary),
  }
}

/** The explanation of what has been found. */
export function explainFinding(finding: Finding, explainer: Explainer): Explanation {
  const reason = settle(finding)
  const wanted = missingFor(finding, true)
  const standsOn = [...reason, ...wanted.map(each => each.finding)].map(({ checked }) => checked)
  return {
    holds: finding.holds,
    observed: explainer.read(finding.checked),
    tree: finding.shown,
    reason: reason.map(({ shown }) => withoutChildren(shown)),
    nearMisses: nearMisses(againstWanted(finding, true)),
    missing: wanted.map(each => inWantedWords(each, explainer)),
    scores: readScores(standsOn, explainer),
    inWords: reasonInWords(reason, explainer.vocabulary),
  }
}

function nearMisses(against: readonly Wanted[]): readonly NearMiss[] {
  return against
    .flatMap(({ finding: { shown } }) =>
      shown.distance === undefined ? [] : [{ condition: withoutChildren(shown), distance: shown.distance }],
    )
    .sort((a, b) => a.distance - b.distance)
}

/** A condition as it would have to be; under a `not` that is its opposite. */
function inWantedWords({ finding, holds }: Wanted, { vocabulary }: Explainer): ExplainedNode {
  return {
    ...withoutChildren(finding.shown),
    words: wantedWords(finding.checked, holds, vocabulary),
    holds: false,
  }
}

function withoutChildren(shown: ExplainedNode): ExplainedNode {
  return { ...shown, children: [] }
}
