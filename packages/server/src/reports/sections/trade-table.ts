import type { Discovery, DiscoveryChoice } from '@kindred/engine'
import { count, figure, isFigure, share } from '../figures.ts'
import { html, type Markup, prose } from '../markup.ts'
import { wideTable } from './section.ts'

interface Column {
  readonly name: string
  readonly text: (choice: DiscoveryChoice) => string
  /** Left out when no choice has it. */
  readonly has?: (choice: DiscoveryChoice) => boolean
}

const columns: readonly Column[] = [
  { name: 'Score', text: ({ score }) => figure(score, 3) },
  { name: 'Silhouette', text: silhouette },
  { name: 'Stability', text: ({ stability }) => figure(stability) },
  { name: 'Davies–Bouldin', text: ({ daviesBouldin }) => figure(daviesBouldin) },
  { name: 'Calinski–Harabasz', text: ({ calinskiHarabasz }) => count(calinskiHarabasz) },
  { name: 'Gap', text: ({ gap }) => figure(gap), has: ({ gap }) => isFigure(gap) },
  { name: 'BIC', text: ({ bic }) => (isFigure(bic) ? count(bic) : '–'), has: ({ bic }) => isFigure(bic) },
  { name: 'Smallest', text: ({ smallestShare }) => share(smallestShare) },
  { name: 'Seed', text: ({ seed }) => String(seed) },
]

/** Everything that was tried, best first. */
export function tradeTable({ choices }: Discovery): Markup {
  const shown = columns.filter(({ has }) => has === undefined || choices.some(has))
  const rows = choices.map(
    choice => html`<tr class="${choice.chosen ? 'chosen' : ''}"><th scope="row">${choice.method}</th><td class="n">${choice.classes}</td>
${shown.map(({ text }) => html`<td class="n">${text(choice)}</td>`)}<td>${remark(choice)}</td></tr>`,
  )
  return wideTable(
    'Everything that was tried',
    html`<table class="tried"><caption>Everything that was tried, best first</caption>
<thead><tr><th scope="col">Method</th><th scope="col" class="n">Groups</th>${shown.map(({ name }) => html`<th scope="col" class="n">${name}</th>`)}<th scope="col">Remark</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  )
}

function silhouette({ silhouette, silhouetteError }: DiscoveryChoice): string {
  const error = isFigure(silhouetteError) && silhouetteError > 0 ? ` ± ${figure(silhouetteError, 3)}` : ''
  return `${figure(silhouette)}${error}`
}

function remark({ chosen, excluded }: DiscoveryChoice): Markup {
  return html`${chosen && html`<b>chosen</b>`}${chosen && excluded !== undefined && ', though '}${excluded !== undefined && prose(excluded)}`
}
