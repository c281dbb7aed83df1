import type { DiscoveredFeature, Discovery } from '@kindred/engine'
import { share } from '../figures.ts'
import { html, type Markup, named, prose } from '../markup.ts'
import { wideTable } from './section.ts'

/** What was looked at, why, how it was prepared; and what was left out. */
export function usedFeatures({ features }: Discovery): Markup {
  const used = features.filter(({ dropped }) => dropped === undefined)
  const dropped = features.filter(feature => feature.dropped !== undefined)
  return html`${wideTable(
    'Features used',
    html`<table class="features"><caption>Used</caption><thead><tr><th scope="col">Feature</th><th scope="col">Why</th><th scope="col" class="n">Known</th><th scope="col">Prepared</th></tr></thead>
<tbody>${used.map(row)}</tbody></table>`,
  )}
${dropped.length > 0 && droppedTable(dropped)}`
}

function row(feature: DiscoveredFeature): Markup {
  return html`<tr><th scope="row">${what(feature)}</th><td>${prose(feature.why)}</td><td class="n">${share(feature.knownShare)}</td><td>${prose(feature.preparation)}</td></tr>`
}

function droppedTable(dropped: readonly DiscoveredFeature[]): Markup {
  const rows = dropped.map(
    feature =>
      html`<tr><th scope="row">${what(feature)}</th><td>${prose(feature.dropped ?? '')}</td><td class="n">${share(feature.knownShare)}</td></tr>`,
  )
  return wideTable(
    'Features not used',
    html`<table class="features"><caption>Looked at and not used</caption><thead><tr><th scope="col">Feature</th><th scope="col">Why not</th><th scope="col" class="n">Known</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  )
}

function what({ label, is }: DiscoveredFeature): Markup {
  return html`${named(label)}${label !== is && html`<br><code>${is}</code>`}`
}
