import type { Discovery, DiscoveryChange } from '@kindred/engine'
import { figure, share } from '../figures.ts'
import { groupMark } from '../marks.ts'
import { html, type Markup, named, prose } from '../markup.ts'
import { wideTable } from './section.ts'

/** This round against the one before. */
export function change({ groups }: Discovery, change: DiscoveryChange): Markup {
  const rows = groups.map((group, index) => {
    const matched = change.groups.find(({ group: id }) => id === group.id)
    const known = matched?.before !== undefined
    return html`<tr><th scope="row">${groupMark(index)} ${named(group.name)}</th><td>${known ? html`<code>${matched.before}</code>` : 'new'}</td>
<td class="n">${share(matched?.shareBefore)}</td><td class="n">${share(group.share)}</td><td class="n">${figure(matched?.drift)}</td></tr>`
  })
  const gone = change.gone.map(
    ({ name, group, share: of }) =>
      html`<li>${named(name)} (<code>${group}</code>), ${share(of)} of customers in round ${change.with}</li>`,
  )
  return html`<ul class="notes">${change.says.map(sentence => html`<li>${prose(sentence)}</li>`)}</ul>
${wideTable(
  `Against round ${change.with}`,
  html`<table><caption>Groups matched with those of round ${change.with}</caption><thead><tr><th scope="col">Group</th><th scope="col">Before</th><th scope="col" class="n">Share before</th><th scope="col" class="n">Share now</th><th scope="col" class="n">Drift of the centre</th></tr></thead>
<tbody>${rows}</tbody></table>`,
)}
${gone.length > 0 && html`<h3>No longer found</h3><ul>${gone}</ul>`}`
}
