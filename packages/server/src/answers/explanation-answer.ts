import type { ExplainedCondition, WireExplanation, WireProposedChange } from '@kindred/api'
import type { CurrentDefinitions, ExplainedDefinition } from '@kindred/engine'
import type {
  ClassExplanation,
  ExplainedNode,
  Explanation,
  Observed,
  ProposedChange,
} from '@kindred/language'
import { definitionEnglish, definitionText } from './definition-words.ts'
import { instantText, namedValue, typedValue } from './typed-value.ts'

/** Why a customer is where she is, as it travels. */
export function explanationAnswer(
  explained: ExplainedDefinition,
  current: CurrentDefinitions,
): WireExplanation {
  const { kind, id } = explained
  const { name } =
    (kind === 'segment' ? current.definitions.segments : current.definitions.segmentations)[id] ?? {}
  const head = {
    kind,
    id,
    ...(name === undefined ? {} : { name }),
    text: definitionText(current, kind, id),
    english: definitionEnglish(current, kind, id),
    in_words: explained.explanation.inWords,
    reason: explained.explanation.reason.map(leaf),
  }
  return explained.kind === 'segment'
    ? { ...head, ...segmentPart(explained.explanation) }
    : { ...head, ...classPart(explained.explanation) }
}

function segmentPart({ holds, nearMisses, missing, tree, changesAt, smallestChange }: Explanation) {
  return {
    member: holds,
    near_misses: nearMisses.map(({ condition, distance }) => ({ ...leaf(condition), distance })),
    missing: missing.map(leaf),
    ...changing(changesAt),
    ...(smallestChange && {
      smallest_change: {
        in_words: smallestChange.inWords,
        changes: smallestChange.changes.map(proposedChange),
      },
    }),
    tree: branch(tree),
  }
}

function changing(changesAt: Explanation['changesAt']): { changes_at?: string | null } {
  if (changesAt === undefined) return {}
  return { changes_at: changesAt === 'never' ? null : instantText(changesAt) }
}

function proposedChange(change: ProposedChange): WireProposedChange {
  switch (change.kind) {
    case 'wait':
      return { kind: 'wait', until: instantText(change.until), without: [...change.without] }
    case 'event': {
      const { event, count, properties, at, before } = change
      return {
        kind: 'event',
        event,
        count,
        properties: properties.map(({ name, type, value, bound }) => ({
          ...namedValue(name, undefined, type, value),
          bound,
        })),
        at: instantText(at),
        ...(before === undefined ? {} : { before: instantText(before) }),
      }
    }
    case 'attribute': {
      const { name, type, value, bound } = change
      return { kind: 'attribute', ...namedValue(name, undefined, type, value), bound }
    }
  }
}

function classPart({ class: name, rules, measures, changesAt }: ClassExplanation) {
  return {
    class: name,
    ...changing(changesAt),
    near_misses: [],
    missing: [],
    ...(rules && {
      rules: rules.map(rule => ({
        class: rule.class,
        holds: rule.holds,
        words: rule.words,
        tree: branch(rule.tree),
      })),
    }),
    ...(measures && {
      measures: measures.map(({ name: measure, words, observed, score, cuts }) => ({
        name: measure,
        label: words,
        ...valueOfObserved(observed),
        ...(score === undefined ? {} : { score }),
        cuts: cuts.map(valueOfObserved),
      })),
    }),
  }
}

function branch(node: ExplainedNode): ExplainedCondition {
  return { ...leaf(node), children: node.children.map(branch) }
}

function leaf(node: ExplainedNode): Omit<ExplainedCondition, 'children'> {
  return {
    kind: node.kind,
    words: node.words,
    holds: node.holds,
    ...(node.name === undefined ? {} : { name: node.name }),
    ...(node.observed === undefined ? {} : { observed: valueOfObserved(node.observed) }),
    ...(node.threshold === undefined ? {} : { threshold: valueOfObserved(node.threshold) }),
    ...(node.evidence === undefined ? {} : { event_count: node.evidence.count }),
    events: [...(node.evidence?.ids ?? [])],
    ...(node.changesAt === undefined ? {} : { changes_at: instantText(node.changesAt) }),
  }
}

function valueOfObserved({ type, value }: Observed) {
  return typedValue(type, value)
}
