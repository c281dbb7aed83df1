import type { Discovery } from '@kindred/engine'
import { count, counted, figure, instant, share } from '../figures.ts'
import { html, type Markup, named, prose } from '../markup.ts'

/** What was found, at one glance: title, one sentence, the figures that say how far to trust it. */
export function summary(discovery: Discovery): Markup {
  const { id, round, population, groups, rules, asked } = discovery
  const chosen = discovery.choices.find(choice => choice.chosen)
  const among =
    asked.population === undefined
      ? counted(population.customers, 'customer')
      : `${counted(population.customers, 'customer')} of ${count(population.base)}`
  const figures: readonly (readonly [string, string, string])[] = [
    ['Groups', count(groups.length), chosen === undefined ? '' : `by ${chosen.method}`],
    ['Customers', count(population.customers), `of ${count(population.base)} in the base`],
    ['Silhouette', figure(chosen?.silhouette), 'how well apart; at most 1'],
    ['Stability', figure(chosen?.stability), 'same groups in other samples; at most 1'],
    ['Rules', share(rules.fidelity), 'of customers where rules and model agree'],
  ]
  return html`<header><p class="kind">Groups found</p><h1>${named(id)} <small>round ${round}</small></h1>
<p class="lead">${counted(groups.length, 'group')} among ${among}, as of ${instant(discovery.asOf)}.</p>
<dl class="figures">${figures.map(
    ([name, value, says]) => html`<div><dt>${name}</dt><dd>${value}<small>${says}</small></dd></div>`,
  )}</dl></header>
`
}

/** Why this choice, and what a reader must know before trusting it. */
export function recommendation({ recommendation, notes, population }: Discovery): Markup {
  const learned =
    population.learnedFrom < population.customers
      ? `It learned from a sample of ${count(population.learnedFrom)} of the ${counted(population.customers, 'customer')}; everybody is assigned.`
      : `It learned from all ${counted(population.customers, 'customer')}.`
  return html`<p class="lead">${prose(recommendation)}</p>
<h3>What to know before using it</h3>
<ul class="notes"><li>${learned}</li>${notes.map(note => html`<li>${prose(note)}</li>`)}</ul>`
}
