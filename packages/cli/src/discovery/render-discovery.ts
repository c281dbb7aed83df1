import type { WireDiscovery, WireDiscoverySummary } from '@kindred/api'
import {
  formatCount,
  formatInstant,
  formatShare,
  formatValue,
  type Locale,
  plural,
} from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { renderChoices } from './render-choices.ts'
import { renderGroup } from './render-group.ts'

/** A discovery for the terminal: what was used, what was weighed, who was found, and what comes next. */
export function renderDiscovery(discovery: WireDiscovery, locale: Locale): string {
  const { recommendation, notes, groups, rules } = discovery
  return [
    head(discovery, locale),
    `${style.strong('What was used')}\n${renderFeatures(discovery)}`,
    `${style.strong('What was weighed')}\n${renderChoices(discovery.choices)}`,
    ...groups.map(group => renderGroup(discovery, group, locale)),
    `${style.strong('Recommendation')} ${recommendation}`,
    ...(rules.groups.length === 0
      ? []
      : [
          `The rules give ${formatShare(rules.fidelity)} of customers the group the model gives them (${formatShare(rules.target)} were asked for).`,
        ]),
    ...(notes.length === 0 ? [] : [notes.map(note => `${style.quiet('note')} ${note}`).join('\n')]),
    ...(discovery.change === undefined ? [] : [renderChange(discovery.change)]),
    nextSteps(discovery),
  ].join('\n\n')
}

function head({ id, round, population, asked, as_of: asOf }: WireDiscovery, locale: Locale): string {
  const { customers, learned_from: learned, base, value, outliers } = population
  const who = asked.population === undefined ? 'everybody' : `those for whom ${asked.population}`
  const lines = [
    `${style.name(id)} ${style.quiet(`round ${round}, seed ${asked.seed}, as of ${formatInstant(asOf, locale)}`)}`,
    `${style.strong(formatCount(customers))} customers of ${formatCount(base)} (${who})${value === undefined ? '' : `, ${formatValue(value, locale)}`}`,
    learned === customers ? '' : `Learned from ${formatCount(learned)} of them, drawn by the seed.`,
    outliers === 0
      ? ''
      : `${plural(outliers, 'outlier')} did not take part in the learning; they are assigned all the same.`,
  ]
  return lines.filter(line => line !== '').join('\n')
}

function renderFeatures({ features }: WireDiscovery): string {
  const columns = [
    { title: 'feature', least: 16 },
    { title: 'known', align: 'right' },
    { title: 'why', least: 20 },
    { title: 'preparation', least: 20 },
  ] as const
  return renderTable(
    columns,
    features.map(({ is, known_share: known, why, preparation, dropped }) => [
      dropped === undefined ? is : style.quiet(is),
      formatShare(known),
      why,
      dropped === undefined ? preparation : style.warning(`left out: ${dropped}`),
    ]),
  )
}

/** What became of the groups of the round before. */
export function renderChange(change: NonNullable<WireDiscovery['change']>): string {
  return [style.strong(`Against round ${change.with}`), ...change.says.map(line => `  ${line}`)].join('\n')
}

function nextSteps({ id, rules, published }: WireDiscovery): string {
  const isPublished = published.length > 0
  const lines = [
    ...(isPublished ? [`published as ${published.map(each => each.segmentation).join(', ')}`] : []),
    `see it as a page:     kindred discover show ${id} --report ${id}.html`,
    ...(rules.groups.length === 0
      ? []
      : [`publish readable rules: kindred discover publish ${id} --as rules`]),
    `publish the model:    kindred discover publish ${id} --as model`,
    `find it anew later:   kindred discover --name ${id}`,
  ]
  return [style.strong('Next'), ...lines.map(line => `  ${line}`)].join('\n')
}

/** What there is; where there is nothing, what to do next. */
export function renderDiscoveries(discoveries: readonly WireDiscoverySummary[], locale: Locale): string {
  if (discoveries.length === 0) return 'Nothing has been discovered yet. Try: kindred discover'
  return renderTable(
    [
      { title: 'discovery', least: 10 },
      { title: 'round', align: 'right' },
      { title: 'found', least: 10 },
      { title: 'customers', align: 'right' },
      { title: 'groups', least: 24 },
      { title: 'silhouette', align: 'right' },
      { title: 'stability', align: 'right' },
      { title: 'rules', align: 'right' },
      { title: 'published as', least: 8 },
    ],
    discoveries.map(each => [
      style.name(each.id),
      String(each.round),
      formatInstant(each.created_at, locale),
      formatCount(each.customers),
      each.groups.map(({ name, share }) => `${name} ${formatShare(share)}`).join('; '),
      each.silhouette.toFixed(2),
      each.stability.toFixed(2),
      each.fidelity === 0 ? '–' : formatShare(each.fidelity),
      each.published.map(({ segmentation }) => segmentation).join(', '),
    ]),
  )
}
