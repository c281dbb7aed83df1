import type { Discovery } from '@kindred/engine'
import { count, counted, instant, share } from '../figures.ts'
import { html, type Markup, named } from '../markup.ts'

/** What was asked, of whom, when and by whom: enough to ask it again. */
export function question(discovery: Discovery): Markup {
  const { asked, population } = discovery
  const rows: readonly (readonly [string, Markup | string])[] = [
    ['Population', asked.population === undefined ? 'Everybody' : html`<code>${asked.population}</code>`],
    ['Customers', `${counted(population.customers, 'customer')} of ${count(population.base)} in the base`],
    [
      'Features',
      asked.features.length === 0
        ? 'the default set'
        : html`${asked.features.map((feature, index) => html`${index > 0 && ', '}<code>${feature}</code>`)}`,
    ],
    ['Method', asked.method === 'auto' ? 'any: the best of those tried' : asked.method],
    [
      'Number of groups',
      asked.classes === undefined ? `the best, up to ${asked.maxClasses}` : String(asked.classes),
    ],
    ['Smallest group', `${share(asked.minShare)} of the population`],
    ['Seed', String(asked.seed)],
    ['As of', instant(discovery.asOf)],
    ['Definitions', `version ${discovery.definitionsVersion}`],
    ['Found', html`${instant(discovery.createdAt)} by ${named(discovery.author)}`],
  ]
  return html`<table class="values"><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table>`
}
