import type { CurrentDefinitions } from '@kindred/engine'
import { type Checked, type CheckedSegmentation, english } from '@kindred/language'

type Kind = 'segment' | 'segmentation'

/** A definition as it was written; a segmentation as its rules, one after another. */
export function definitionText({ definitions }: CurrentDefinitions, kind: Kind, id: string): string {
  if (kind === 'segment') return definitions.segments[id]?.when ?? ''
  const segmentation = definitions.segmentations[id]
  if (segmentation === undefined) return ''
  const { first_match: rules, tiers, rfm, otherwise } = segmentation
  if (rules)
    return [...rules.map(rule => `${rule.class}: ${rule.when}`), `otherwise: ${otherwise}`].join('\n')
  if (tiers) return `${tiers.method} of ${tiers.by}`
  return rfm ? `rfm of ${rfm.recency}; ${rfm.frequency}; ${rfm.monetary}` : ''
}

/** Of a version, what was said before: a list says the same of hundreds each time it is looked at. */
const said = new WeakMap<CurrentDefinitions, Map<string, string>>()

/** A definition in English; empty when it is broken. */
export function definitionEnglish(current: CurrentDefinitions, kind: Kind, id: string): string {
  const known = said.get(current) ?? new Map<string, string>()
  said.set(current, known)
  const key = `${kind} ${id}`
  const text = known.get(key) ?? inEnglish(current, kind, id)
  known.set(key, text)
  return text
}

function inEnglish({ compiled }: CurrentDefinitions, kind: Kind, id: string): string {
  const say = (checked: Checked) => english(checked, compiled.vocabulary)
  if (kind === 'segmentation') {
    const of = compiled.segmentations.get(id)?.of
    return of === undefined ? '' : segmentationEnglish(of, say)
  }
  const when = compiled.segments.get(id)?.when
  return when === undefined ? '' : say(when)
}

function segmentationEnglish(of: CheckedSegmentation, say: (checked: Checked) => string): string {
  if (of.kind === 'first_match') {
    const rules = of.classes.map(rule => `${rule.class}: ${say(rule.when)}`)
    return [...rules, `otherwise ${of.otherwise}`].join('; ')
  }
  if (of.kind === 'rfm') {
    return `recency: ${say(of.recency)}; frequency: ${say(of.frequency)}; monetary: ${say(of.monetary)}`
  }
  const shares = of.classes.map(
    ({ class: name, top }) => `${name}: the top ${Math.round(top * 10_000) / 100} %`,
  )
  const what = of.method === 'quantile' ? 'of customers' : 'of the sum'
  return `by ${say(of.by)}; ${shares.join(', ')} ${what}; otherwise ${of.otherwise}`
}
