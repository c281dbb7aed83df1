import type { ValueType } from '@kindred/language'
import type {
  DefinitionRef,
  Definitions,
  LifetimeDefinition,
  UpliftDefinition,
} from '../../records/definitions.ts'
import type { FittedScorer } from '../../records/fitted-model.ts'
import type { DefinitionPath } from '../files/definition-places.ts'
import { lifetimeInputs, lifetimeTarget } from '../lifetime-texts.ts'
import { sections } from '../path-words.ts'

/** One expression of a definition: where it stands and what it has to be. */
export interface DefinitionText {
  /** From the top of a definition file down. */
  readonly path: DefinitionPath
  readonly text: string
  readonly want?: ValueType | readonly ValueType[]
  /** It may look ahead. */
  readonly isTarget?: true
}

/** A definition made of expressions, with all of them. */
export interface TextualDefinition {
  readonly ref: DefinitionRef
  readonly source: string | undefined
  readonly texts: readonly DefinitionText[]
}

const AMOUNT: readonly ValueType[] = ['number', 'money']
/** What can be foretold. */
const ANSWER: readonly ValueType[] = ['boolean', ...AMOUNT]
/** What a model can read. */
const MEASURE: readonly ValueType[] = [...ANSWER, 'text']

/**
 * Features, segments, segmentations, models and champions in the order they are written. What a champion reads is written
 * in its fitted formula.
 */
export function textualDefinitions(
  definitions: Definitions,
  fitted: ReadonlyMap<string, FittedScorer>,
): TextualDefinition[] {
  const { features, segments, segmentations, models, champions } = definitions
  return [
    ...Object.entries(features).map(([id, { is, source }]) =>
      textual('feature', id, source, [{ path: ['is'], text: is }]),
    ),
    ...Object.entries(segments).map(([id, { when, source }]) =>
      textual('segment', id, source, [{ path: ['when'], text: when, want: 'boolean' }]),
    ),
    ...Object.entries(segmentations).map(([id, segmentation]) =>
      textual('segmentation', id, segmentation.source, textsOf(segmentation)),
    ),
    ...Object.entries(models).map(([id, model]) => textual('model', id, model.source, modelTexts(model))),
    ...Object.entries(champions).map(([id, { source }]) =>
      textual('champion', id, source, inputTexts(fitted.get(id))),
    ),
  ]
}

function textual(
  kind: 'feature' | 'segment' | 'segmentation' | 'model' | 'champion',
  id: string,
  source: string | undefined,
  texts: readonly DefinitionText[],
): TextualDefinition {
  const inside = texts.map(each => ({ ...each, path: [sections[kind], id, ...each.path] }))
  return { ref: { kind, id }, source, texts: inside }
}

function textsOf({ first_match: rules, tiers, rfm }: Definitions['segmentations'][string]): DefinitionText[] {
  const amount = (text: string, ...path: string[]): DefinitionText => ({ path, text, want: AMOUNT })
  if (rules !== undefined)
    return rules.map(({ when }, index) => ({
      path: ['first_match', index, 'when'],
      text: when,
      want: 'boolean',
    }))
  if (tiers !== undefined) return [amount(tiers.by, 'tiers', 'by')]
  if (rfm === undefined) return []
  return [
    amount(rfm.recency, 'rfm', 'recency'),
    amount(rfm.frequency, 'rfm', 'frequency'),
    amount(rfm.monetary, 'rfm', 'monetary'),
  ]
}

/** The target first where there is one, then the population, then features. */
function modelTexts({
  target,
  lifetime,
  uplift,
  population,
  features,
}: Definitions['models'][string]): DefinitionText[] {
  return [
    ...(lifetime === undefined ? [] : lifetimeTexts(lifetime)),
    ...(target === undefined
      ? []
      : [{ path: ['target'], text: target, want: ANSWER, isTarget: true as const }]),
    ...(uplift === undefined ? [] : upliftTexts(uplift)),
    ...(population === undefined
      ? []
      : [{ path: ['population'], text: population, want: 'boolean' as const }]),
    ...(features ?? []).map((text, at) => ({ path: ['features', at], text, want: MEASURE })),
  ]
}

/** Who had each treatment, and who was left alone. */
function upliftTexts({ treatments, control }: UpliftDefinition): DefinitionText[] {
  const asked = { want: 'boolean', isTarget: true } as const
  return [
    ...Object.entries(treatments).map(([name, text]) => ({
      ...{ path: ['uplift', 'treatments', name], text, ...asked },
    })),
    ...(control === undefined ? [] : [{ path: ['uplift', 'control'], text: control, ...asked }]),
  ]
}

/** What a lifetime model is judged by, and what it is fitted on, stand where they are made of. */
function lifetimeTexts(lifetime: LifetimeDefinition): DefinitionText[] {
  return [
    { path: ['lifetime', 'target'], text: lifetimeTarget(lifetime), want: ANSWER, isTarget: true },
    ...lifetimeInputs(lifetime).map(({ is, kind }) => ({ path: ['lifetime'], text: is, want: kind })),
  ]
}

function inputTexts(formula: FittedScorer | undefined): DefinitionText[] {
  return (formula?.inputs ?? []).map(({ is, kind }) => ({
    path: [],
    text: is,
    want: kind === 'category' ? 'text' : kind,
  }))
}

/** The value of a customer, as an expression among the settings. */
export function valueText(text: string): DefinitionText {
  return { path: ['value'], text, want: AMOUNT }
}
