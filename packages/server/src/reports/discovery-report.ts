import type { Discovery } from '@kindred/engine'
import { html } from './markup.ts'
import { dendrogram } from './pictures/dendrogram.ts'
import { heatMap } from './pictures/heat-map.ts'
import { projection } from './pictures/projection.ts'
import { scoreCharts } from './pictures/score-charts.ts'
import { reportPage } from './report-page.ts'
import { change } from './sections/change.ts'
import { persona } from './sections/persona.ts'
import { publishing } from './sections/publishing.ts'
import { question } from './sections/question.ts'
import type { Section } from './sections/section.ts'
import { sizes } from './sections/sizes.ts'
import { recommendation, summary } from './sections/summary.ts'
import { tradeTable } from './sections/trade-table.ts'
import { usedFeatures } from './sections/used-features.ts'

/**
 * What was found, as one page for people: opens from disk, asks for nothing else, runs no script.
 *
 * Text of the discovery, whoever wrote it, can become neither markup nor style; the page's own policy forbids scripts
 * and anything from elsewhere.
 */
export function discoveryReport(discovery: Discovery): string {
  return reportPage({
    title: `${discovery.id}, round ${discovery.round}: groups found`,
    summary: summary(discovery),
    sections: sectionsOf(discovery),
  })
}

function sectionsOf(discovery: Discovery): Section[] {
  const found = discovery.change
  return [
    { id: 'recommendation', title: 'Recommendation', body: recommendation(discovery) },
    ...(found === undefined
      ? []
      : [{ id: 'change', title: `What changed since round ${found.with}`, body: change(discovery, found) }]),
    { id: 'sizes', title: 'Sizes and values', body: sizes(discovery) },
    { id: 'profiles', title: 'What sets the groups apart', body: heatMap(discovery) },
    { id: 'projection', title: 'Who is alike', body: projection(discovery) },
    {
      id: 'personas',
      title: 'The groups',
      body: html`${discovery.groups.map((group, index) => persona(discovery, group, index))}`,
    },
    {
      id: 'choice',
      title: 'Why so many groups',
      body: html`${scoreCharts(discovery)}${tradeTable(discovery)}`,
    },
    { id: 'kinship', title: 'Which groups are near each other', body: dendrogram(discovery) },
    { id: 'features', title: 'What was used', body: usedFeatures(discovery) },
    { id: 'publishing', title: 'Putting it to use', body: publishing(discovery) },
    { id: 'question', title: 'What was asked', body: question(discovery) },
  ]
}
