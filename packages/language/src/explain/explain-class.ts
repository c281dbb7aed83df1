import type { Checked, CheckedSegmentation, FirstMatch, Rfm, Tiers } from '../ast/checked.ts'
import { english } from '../english/english.ts'
import { classRead } from '../evaluate/changes/class-read.ts'
import { compileChange } from '../evaluate/changes/compile-next-change.ts'
import { rfmScores } from '../evaluate/class-of.ts'
import { classify } from '../evaluate/compile-closure.ts'
import type { EvaluationContext } from '../evaluate/evaluation-context.ts'
import type { Subject } from '../evaluate/subject.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import type { ExplainOptions } from './explain.ts'
import { type Explainer, MOST_LOOKS, newExplainer } from './explainer.ts'
import type { ClassExplanation, ExplainedMeasure, ExplainedRule } from './explanation.ts'
import { observedWords, reasonInWords, sentence } from './in-words.ts'
import { readScores } from './read-scores.ts'
import { settle } from './settle.ts'

/**
 * Why a customer is in her class of a segmentation at one instant: the rules that were tried, or what was
 * measured and where the population was cut.
 *
 * @param options - `changes`: also when she comes into another class by herself, and when each condition turns.
 * @throws EvaluationError as `classify` does.
 *
 * @example
 * explainClass(lifecycle, subject, asOf, context, vocabulary).class   // 'lapsing'
 */
export function explainClass(
  segmentation: CheckedSegmentation,
  subject: Subject,
  asOf: number,
  context: EvaluationContext,
  vocabulary: Vocabulary,
  { changes = false }: ExplainOptions = {},
): ClassExplanation {
  const explainer = newExplainer(subject, asOf, context, vocabulary, changes)
  const explanation = explainIn(segmentation, subject, asOf, context, explainer)
  if (!changes) return explanation
  const change = compileChange(classRead(segmentation), context, { looks: MOST_LOOKS })(subject, asOf)
  return { ...explanation, changesAt: change?.differs === true ? change.at : 'never' }
}

function explainIn(
  segmentation: CheckedSegmentation,
  subject: Subject,
  asOf: number,
  context: EvaluationContext,
  explainer: Explainer,
): ClassExplanation {
  const name = classify(segmentation, context)(subject, asOf)
  if (segmentation.kind === 'first_match') return explainRules(segmentation, name, explainer)
  if (segmentation.kind === 'tiers') return explainTier(segmentation, name, context, explainer)
  return explainRfm(segmentation, name, context, explainer)
}

function explainRules({ classes }: FirstMatch, name: string, explainer: Explainer): ClassExplanation {
  const rules: ExplainedRule[] = []
  for (const rule of classes) {
    const finding = explainer.find(rule.when)
    const { words } = finding.shown
    rules.push({ class: rule.class, holds: finding.holds, words, tree: finding.shown })
    if (!finding.holds) continue
    const reason = settle(finding)
    const shown = reason.map(each => ({ ...each.shown, children: [] }))
    return {
      ...{ class: name, reason: shown, rules },
      scores: readScores(
        reason.map(({ checked }) => checked),
        explainer,
      ),
      inWords: reasonInWords(reason, explainer.vocabulary),
    }
  }
  return { class: name, reason: [], scores: [], inWords: `None of the rules before '${name}' holds.`, rules }
}

function explainTier(
  tiers: Tiers,
  name: string,
  context: EvaluationContext,
  explainer: Explainer,
): ClassExplanation {
  const [cuts = []] = context.cutoffs?.get(tiers.id) ?? []
  const by = measure('by', tiers.by, cuts, explainer)
  const tier = tiers.classes.findIndex(each => each.class === name)
  return {
    ...{ class: name, reason: [], scores: readScores([tiers.by], explainer), measures: [by] },
    inWords: tierInWords(by, tier, explainer.vocabulary),
  }
}

function tierInWords(
  { words, observed, cuts }: ExplainedMeasure,
  tier: number,
  vocabulary: Vocabulary,
): string {
  const value = `${words} (${observedWords(observed, vocabulary)})`
  const reached = cuts[tier]
  if (reached !== undefined) return sentence(`${value} is at least ${observedWords(reached, vocabulary)}`)
  const last = cuts.at(-1)
  if (last === undefined || observed.value === undefined)
    return sentence(`${value} has no rank among the others`)
  return sentence(`${value} is below ${observedWords(last, vocabulary)}`)
}

function explainRfm(
  rfm: Rfm,
  name: string,
  context: EvaluationContext,
  explainer: Explainer,
): ClassExplanation {
  const cuts = context.cutoffs?.get(rfm.id) ?? []
  const measures = [
    measure('recency', rfm.recency, cuts[0] ?? [], explainer),
    measure('frequency', rfm.frequency, cuts[1] ?? [], explainer),
    measure('monetary', rfm.monetary, cuts[2] ?? [], explainer),
  ]
  const scores = rfmScores(
    rfm,
    measures.map(({ observed }) => observed.value),
    cuts,
  )
  const read = readScores([rfm.recency, rfm.frequency, rfm.monetary], explainer)
  if (scores === undefined)
    return { class: name, reason: [], scores: read, inWords: 'Not all three measures are known.', measures }
  const scored = measures.map((each, index) => ({ ...each, score: scores[index] ?? 1 }))
  return {
    class: name,
    reason: [],
    scores: read,
    inWords: rfmInWords(scored, rfm.quantiles, explainer.vocabulary),
    measures: scored,
  }
}

function rfmInWords(
  measures: readonly (ExplainedMeasure & { score: number })[],
  quantiles: number,
  vocabulary: Vocabulary,
): string {
  const points = measures.map(
    ({ name, score, observed }) =>
      `${name} scores ${score} of ${quantiles} (${observedWords(observed, vocabulary)})`,
  )
  return sentence(points.join(', '))
}

function measure(
  name: ExplainedMeasure['name'],
  node: Checked,
  cuts: readonly (number | bigint)[],
  explainer: Explainer,
): ExplainedMeasure {
  return {
    name,
    words: english(node, explainer.vocabulary),
    observed: explainer.read(node),
    cuts: cuts.map(value => ({ type: node.type, value })),
  }
}
