import type { DiscoveredGroup, DiscoveredRule, Discovery, FeatureDifference } from '@kindred/engine'
import { count, share, signed, worth } from '../figures.ts'
import { groupMark } from '../marks.ts'
import { html, type Markup, named, prose } from '../markup.ts'
import { effectBar } from '../pictures/bars.ts'
import { criteria } from './criteria.ts'

/** How many differences a card tells; all of them, and those that may be chance, are in the picture of the profiles. */
const MOST_TELLING = 7

/** A group as somebody one could meet. */
export function persona(discovery: Discovery, group: DiscoveredGroup, index: number): Markup {
  const rule = discovery.rules.groups.find(({ group: id }) => id === group.id)
  return html`<article class="persona" id="group-${index + 1}" aria-labelledby="group-${index + 1}-name">
<h3 id="group-${index + 1}-name">${groupMark(index)} ${named(group.name)}</h3>
<p class="quiet">Class <code>${group.id}</code></p>
${keyFigures(group, discovery.population)}
<div class="halves"><div><h4>What sets it apart</h4>${differences(discovery, group, index)}</div>
<div><h4>A typical member</h4>${typical(discovery, group)}</div></div>
<h4>As a rule</h4>${rule === undefined ? html`<p>No rule was written for this group.</p>` : ruleHtml(rule, discovery.rules.groups.indexOf(rule))}
<h4>Is it a usable segment?</h4>${criteria(group)}
</article>
`
}

function keyFigures(group: DiscoveredGroup, population: Discovery['population']): Markup {
  const potential = group.potential
  const figures: readonly (readonly [string, string])[] = [
    ['Customers', `${count(group.customers)} (${share(group.share)})`],
    ...(group.value === undefined && group.valueShare === undefined
      ? []
      : [['Value', `${worth(group.value, population)} (${share(group.valueShare)})`] as const]),
    ...(potential === undefined ? [] : [['Potential', worth(potential.value, population)] as const]),
  ]
  return html`<dl class="figures small">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${potential && html`<p class="quiet">Potential: ${prose(potential.says)}</p>`}`
}

function differences({ features }: Discovery, { profile }: DiscoveredGroup, index: number): Markup {
  const sure = profile.filter(({ interval: [low, high] }) => low * high > 0)
  if (sure.length === 0) return html`<p>Nothing surely sets it apart from everybody else.</p>`
  const labels = new Map(features.map(({ id, label }) => [id, label]))
  const items = sure.slice(0, MOST_TELLING).map(
    difference => html`<li><p>${saidOf(difference, labels.get(difference.feature))}</p>
<p class="quiet">${effectBar(difference.effect, difference.interval, index)} ${effectText(difference)}</p></li>`,
  )
  return html`<ol class="differences">${items}</ol>`
}

/** The sentence; the feature before it, unless the sentence names it. */
function saidOf({ feature, says }: FeatureDifference, label = feature): Markup {
  const isNamed = says.toLowerCase().includes(label.toLowerCase())
  return isNamed ? prose(says) : html`<b>${named(label)}</b>: ${prose(says)}`
}

function effectText({ effect, interval, level }: FeatureDifference): Markup {
  const name = level === undefined ? 'effect' : 'difference of shares'
  return html`${name} ${signed(effect)}, 95 % between ${signed(interval[0])} and ${signed(interval[1])}`
}

function typical({ features }: Discovery, { typical }: DiscoveredGroup): Markup {
  const labels = new Map(features.map(({ id, label }) => [id, label]))
  const rows = typical.values.map(
    ({ feature, text }) =>
      html`<tr><th scope="row">${named(labels.get(feature) ?? feature)}</th><td>${named(text)}</td></tr>`,
  )
  return html`<p>Customer <b>${named(typical.customer)}</b>, the one nearest to all others of the group:</p>
${rows.length > 0 && html`<table class="values"><tbody>${rows}</tbody></table>`}`
}

function ruleHtml({ when, english, conditions, precision, recall }: DiscoveredRule, place: number): Markup {
  return html`<p>${prose(english)}</p><pre tabindex="0" aria-label="The rule in the segment language"><code>${when}</code></pre>
<p class="quiet">${place > 0 && html`Number ${place + 1} in order: for those whom no earlier rule took. `}${conditions === 1 ? '1 condition' : `${conditions} conditions`}. Of those the rule takes, ${share(precision)} are of the group (precision); of the group, it takes ${share(recall)} (recall).</p>`
}
