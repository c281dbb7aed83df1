import { type Checked, compileText, english, type Vocabulary } from '@kindred/language'
import type { Table } from '@kindred/learning'
import { spokenLabel } from '../profiles/noun-of.ts'
import { conditionText, type WrittenFeature } from './condition-text.ts'
import type { RuleGroup } from './rule-list.ts'
import type { RulesRequest } from './rules-request.ts'

/** Features as they are written and as they are spoken of. */
export interface Written {
  readonly features: readonly WrittenFeature[]
  readonly spoken: readonly WrittenFeature[]
  readonly vocabulary: Vocabulary
}

export function writtenFeatures({ features, currency = 'EUR' }: RulesRequest, table: Table): Written {
  const written = features.map(({ is, kind }, at): WrittenFeature => {
    const column = table.columns[at]!
    const isWhole =
      column.kind === 'number' && column.values.every(value => Number.isNaN(value) || Number.isInteger(value))
    return {
      text: is,
      kind,
      isWhole: isWhole && kind === 'number',
      words: column.kind === 'number' ? [] : [...new Set(column.values)],
    }
  })
  const vocabulary = spokenVocabulary(features, currency)
  return {
    features: written,
    spoken: written.map((each, at) => ({
      ...each,
      text: each.kind === 'boolean' ? `(${nameAt(at)})` : nameAt(at),
    })),
    vocabulary,
  }
}

/** In which every feature is a name of its own, with its label; what is true or false, as a condition that holds. */
function spokenVocabulary(features: RulesRequest['features'], currency: string): Vocabulary {
  const types = { number: 'number', money: 'money', category: 'text', boolean: 'boolean' } as const
  const named = features.map(({ label, kind }, at) => ({
    name: nameAt(at),
    type: types[kind],
    // English puts an article of its own in front.
    label: label.replace(/^the /i, ''),
  }))
  const [holding, having] = [true, false].map(isBoolean =>
    named.filter(({ type }) => (type === 'boolean') === isBoolean),
  )
  return {
    timezone: 'UTC',
    currency,
    weekStart: 1,
    attributes: new Map(having!.map(({ name, type, label }) => [name, { type, label: spokenLabel(label) }])),
    events: new Map(),
    features: new Map(holding!.map(({ name, label }) => [name, { label, is: answer(name) }])),
    segments: new Map(),
    segmentations: new Map(),
    scores: new Map(),
    lists: new Map(),
    places: new Map(),
  }
}

function answer(name: string): Checked {
  return { kind: 'attribute', name, type: 'boolean', unknown: true, span: { line: 1, column: 1, length: 0 } }
}

function nameAt(place: number): string {
  return `feature_${place}`
}

/** The same condition, in which every feature is called by its label. */
export function spokenCondition(group: RuleGroup, { spoken, vocabulary }: Written): string {
  const text = conditionText(group, spoken)
  const { checked } = compileText(text, vocabulary, 'boolean')
  return checked === undefined ? text : english(checked, vocabulary)
}
