import type { UpliftCard } from '../../records/fitted-model.ts'

export interface GroupsQuestion {
  readonly model: string
  /** What the model is called. */
  readonly label: string
  readonly card: UpliftCard
  /** An effect of at least this is worth it. Default: as the card says. */
  readonly worth?: number
  /** An effect of at most this disturbs. Default: −`worth`. */
  readonly disturbs?: number
  /** Who answers with at least this if left alone is sure. Default: as the card says. */
  readonly sure?: number
}

/** A segmentation as a definition file has it. */
export interface GroupsDefinition {
  readonly name: string
  readonly description: string
  readonly first_match: readonly { readonly class: string; readonly when: string }[]
  readonly otherwise: string
}

/**
 * The four groups of a model of treatments as a segmentation: who is persuaded (by the treatment that changes most, where
 * there are several), who is disturbed by all of them, who would do it anyway, and the rest.
 *
 * @example
 * groupDefinitions({ model: 'mail', label: 'Mail', card }).first_match[0]
 * // { class: 'persuadable', when: 'score(mail) >= 0.01' }
 */
export function groupDefinitions({
  model,
  label,
  card,
  worth = card.worth.at,
  disturbs = -worth,
  sure = card.sure,
}: GroupsQuestion): GroupsDefinition {
  const names = card.treatments.map(({ name }) => name)
  const effect = (name: string) => (names.length === 1 ? `score(${model})` : `score(${model}, ${name})`)
  const persuaded = names.map(name => ({
    class: names.length === 1 ? 'persuadable' : `persuadable_${name}`,
    when: [
      `${effect(name)} >= ${plain(worth)}`,
      ...names.filter(other => other !== name).map(other => `${effect(name)} >= ${effect(other)}`),
    ].join(' and '),
  }))
  return {
    name: `Uplift groups of ${label}`,
    description: `Worth it from ${plain(worth)} on, disturbing from ${plain(disturbs)} down, sure from ${plain(sure)} on.`,
    first_match: [
      ...persuaded,
      {
        class: 'do_not_disturb',
        when: names.map(name => `${effect(name)} <= ${plain(disturbs)}`).join(' and '),
      },
      { class: 'sure_thing', when: `score(${model}, left_alone) >= ${plain(sure)}` },
    ],
    otherwise: 'lost_cause',
  }
}

/** Four digits: nobody means more, and a reader sees what is meant. The language knows no exponents. */
function plain(value: number): string {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-9))))
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
