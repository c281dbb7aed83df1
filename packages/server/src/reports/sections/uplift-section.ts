import type { FittedModel, JudgedTreatment } from '@kindred/engine'
import { count, counted, figure } from '../figures.ts'
import { html, type Markup, named } from '../markup.ts'
import { qiniChart } from '../pictures/qini-chart.ts'
import { wideTable } from './section.ts'

const groups: Readonly<Record<JudgedTreatment['groups'][number]['group'], string>> = {
  persuadable: 'Persuadable',
  sure_thing: 'Sure thing',
  lost_cause: 'Lost cause',
  do_not_disturb: 'Do not disturb',
}

/** What each treatment changes, how well it is told of whom, and the four groups; nothing of other models. */
export function modelUplift({ card: { uplift } }: FittedModel): Markup {
  if (uplift === undefined) return html`<p>It foretells what comes, not what a treatment changes.</p>`
  const { treatments, control, worth, learner } = uplift
  const rows = treatments.map(treatment => {
    const told = (name: string) => {
      const found = treatment.figures.find(each => each.name === name)
      const [low, high] = found?.interval ?? []
      return html`${figure(found?.value, 4)}${low !== undefined && ` (${figure(low, 4)} – ${figure(high, 4)})`}`
    }
    return html`<tr><th scope="row">${named(treatment.name)}</th><td class="n">${count(treatment.rows)}</td><td class="n">${figure(treatment.mean, 4)}</td><td class="n">${told('effect')}</td><td class="n">${told('qini')}</td><td class="n">${told('auuc')}</td></tr>`
  })
  return html`<p>Learned by ${learner}. Left alone were ${counted(control.rows, 'row')}, of whom ${figure(control.mean, 4)} on average. ${worth.says}</p>
${wideTable('Treatments', html`<table><caption>By rows it did not learn from; intervals of 95 %</caption><thead><tr><th scope="col">Treatment</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Came</th><th scope="col" class="n">Effect</th><th scope="col" class="n">Qini</th><th scope="col" class="n">AUUC</th></tr></thead><tbody>${rows}</tbody></table>`)}
<div class="charts">${treatments.map(qiniChart)}</div>
${treatments.map(groupsOf)}${treatments.map(curveOf)}`
}

function groupsOf({ name, groups: found }: JudgedTreatment): Markup {
  const rows = found.map(
    ({ group, rows: size, foretold, came }) =>
      html`<tr><th scope="row">${groups[group]}</th><td class="n">${count(size)}</td><td class="n">${figure(foretold, 4)}</td><td class="n">${figure(came, 4)}</td></tr>`,
  )
  return wideTable(
    'Groups',
    html`<table><caption>The four groups of ${named(name)}</caption><thead><tr><th scope="col">Group</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Foretold</th><th scope="col" class="n">Came</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}

/** The Qini curve as numbers, by fifths. */
function curveOf({ name, curve }: JudgedTreatment): Markup {
  const shown = curve.filter((_, at) => (at + 1) % 4 === 0)
  const rows = shown.map(
    ({ share, uplift, gain, within }) =>
      html`<tr><th scope="row">${figure(100 * share)} %</th><td class="n">${figure(uplift, 4)}</td><td class="n">${figure(gain, 4)}${within && ` (${figure(within[0], 4)} – ${figure(within[1], 4)})`}</td></tr>`,
  )
  return wideTable(
    'Curve',
    html`<table><caption>Treating the greatest effects of ${named(name)} first</caption><thead><tr><th scope="col">Of all</th><th scope="col" class="n">Changed</th><th scope="col" class="n">Gain a treated customer</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}
