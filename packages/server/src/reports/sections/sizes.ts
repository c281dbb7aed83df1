import type { Discovery } from '@kindred/engine'
import { count, share, worth } from '../figures.ts'
import { groupMark } from '../marks.ts'
import { html, type Markup, named } from '../markup.ts'
import { shareBar } from '../pictures/bars.ts'
import { wideTable } from './section.ts'

/** Groups by size, what each is worth and could be worth: picture and table in one. */
export function sizes({ groups, population }: Discovery): Markup {
  const valued = groups.some(({ value, valueShare }) => value !== undefined || valueShare !== undefined)
  const potential = groups.some(group => group.potential !== undefined)
  const rows = groups.map(
    (
      group,
      index,
    ) => html`<tr><th scope="row">${groupMark(index)} <a href="#group-${index + 1}">${named(group.name)}</a></th>
<td class="n">${count(group.customers)}</td><td class="n">${share(group.share)}</td><td class="bars">${shareBar(group.share, index)}</td>
${valued && html`<td class="n">${worth(group.value, population)}</td><td class="n">${share(group.valueShare)}</td><td class="bars">${shareBar(group.valueShare, index)}</td>`}
${potential && html`<td class="n">${worth(group.potential?.value, population)}</td>`}</tr>`,
  )
  const table = html`<table class="sizes"><caption>Groups, the largest first</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="n">Customers</th><th scope="colgroup" colspan="2">Share of customers</th>
${valued && html`<th scope="col" class="n">Value</th><th scope="colgroup" colspan="2">Share of value</th>`}
${potential && html`<th scope="col" class="n">Potential</th>`}</tr></thead><tbody>${rows}</tbody></table>`
  return html`${wideTable('Groups by size', table)}${valued && meaning(population.value, potential)}`
}

function meaning(value: string | undefined, potential: boolean): Markup {
  return html`<p class="quiet">Value is ${value === undefined ? 'what the workspace measures' : html`<code>${value}</code>`}.${potential && ' Potential is what the group would bring more if those of its members who are below its own middle came up to it: a bound to think with, not a forecast.'}</p>`
}
