import type { WireCriterion, WireDiscoveredGroup, WireDiscovery } from '@kindred/api'
import { formatCount, formatShare, formatValue, type Locale } from '../terminal/format.ts'
import { style, withEmphasis } from '../terminal/style.ts'

/** What tells a group best; the rest is in the JSON and in the report. */
const TELLING = 4
const TYPICAL = 5

/** One group: who is in it, what sets it apart, a typical member, its rule, and whether it can be worked with. */
export function renderGroup(discovery: WireDiscovery, group: WireDiscoveredGroup, locale: Locale): string {
  const place = discovery.rules.groups.findIndex(each => each.group === group.id)
  const rule = discovery.rules.groups[place]
  return [
    `${style.name(group.id)} ${style.strong(group.name)}`,
    `  ${figures(group, locale)}`,
    ...group.profile
      .filter(({ interval: [low, high] }) => low * high > 0)
      .slice(0, TELLING)
      .map(({ says }) => `  ${style.quiet('·')} ${says}`),
    ...(group.potential === undefined ? [] : [`  ${style.quiet('potential')} ${group.potential.says}`]),
    `  ${style.quiet('typical')} ${group.typical.customer}: ${typical(group)}`,
    ...(rule === undefined
      ? []
      : [
          `  ${style.quiet('rule')} ${inOrder(place)}${withEmphasis(rule.english)}`,
          `       ${style.quiet(`right for ${formatShare(rule.precision)} of those it names, finds ${formatShare(rule.recall)} of the group`)}`,
        ]),
    `  ${renderVerdicts(group.criteria)}`,
  ].join('\n')
}

/** Rules are tried in order, which is not that of the groups. */
function inOrder(place: number): string {
  return place === 0 ? '' : style.quiet(`${place + 1}, of those whom no rule before has taken: `)
}

function figures(
  { customers, share, value, value_share: valueShare }: WireDiscoveredGroup,
  locale: Locale,
): string {
  const worth =
    value === undefined ? '' : `, ${formatValue(value, locale)} (${formatShare(valueShare)} of the value)`
  return `${formatCount(customers)} customers (${formatShare(share)})${worth}`
}

function typical({ typical: { values } }: WireDiscoveredGroup): string {
  return values
    .slice(0, TYPICAL)
    .map(({ feature, text }) => `${style.quiet(feature)} ${text}`)
    .join(', ')
}

const marks = {
  met: style.good('✓'),
  partly: style.warning('~'),
  'not met': style.bad('✗'),
  'not known': style.quiet('?'),
}

/** The five criteria in a line. */
export function renderVerdicts(criteria: readonly WireCriterion[]): string {
  return criteria.map(({ name, verdict }) => `${marks[verdict]} ${name}`).join('  ')
}

/** The five criteria in full. */
export function renderCriteria(criteria: readonly WireCriterion[]): string {
  return criteria
    .map(({ name, verdict, says, figures: found }) => {
      const shown = found.map(({ name: what, text }) => `${what} ${text}`).join(', ')
      const told = shown === '' ? '' : `\n    ${style.quiet(shown)}`
      return `${marks[verdict]} ${style.strong(name)} ${style.quiet(verdict)}\n    ${says}${told}`
    })
    .join('\n')
}
