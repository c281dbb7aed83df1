import type { ValueComparison } from '@kindred/engine'
import { count, counted, figure, instant, share } from './figures.ts'
import { html, type Markup, named } from './markup.ts'
import { curveChart } from './pictures/curve-chart.ts'
import { reportPage } from './report-page.ts'
import { wideTable } from './sections/section.ts'

type Value = ValueComparison['values'][number]

/** What sets the best apart best; the rest is in the JSON. */
const TELLING = 8
/** Curves that one picture can hold and still be read. */
const MOST_CURVES = 6

/** Ways to value customers side by side, as one page for people. */
export function valueReport(compared: ValueComparison): string {
  return reportPage({
    title: 'Customer value: who are the best?',
    summary: summary(compared),
    sections: [
      { id: 'concentration', title: 'How much the best bring', body: concentrations(compared) },
      { id: 'agreement', title: 'How far the ways agree', body: agreement(compared) },
      { id: 'classes', title: 'What each class holds', body: html`${compared.values.map(classesOf)}` },
      { id: 'best', title: 'Who the best fifth are', body: html`${compared.values.map(bestOf)}` },
    ],
  })
}

function summary({ asOf, customers, values }: ValueComparison): Markup {
  const tiles = values
    .filter(({ shareOfBestFifth }) => shareOfBestFifth !== null)
    .slice(0, 4)
    .map(
      value =>
        html`<div><dt>${named(value.name)}</dt><dd>${share(value.shareOfBestFifth ?? undefined)}<small>by the best 20 %</small></dd></div>`,
    )
  return html`<header><h1>Who are the 20 %?</h1>
<p class="lead">${counted(customers, 'customer')}, valued in ${counted(values.length, 'way')}.</p>
<p class="quiet">As of ${instant(asOf)}.</p><dl class="figures">${tiles}</dl></header>`
}

function concentrations({ values, currency }: ValueComparison): Markup {
  const rows = values.map(
    value =>
      html`<tr><th scope="row">${named(value.name)}</th><td class="n">${count(value.customers)}</td><td class="n">${amount(value.total, value, currency)}</td><td class="n">${amount(value.mean, value, currency)}</td><td class="n">${share(value.shareOfBestFifth ?? undefined)}</td><td class="n">${share(value.customersForEighty ?? undefined)}</td><td class="n">${figure(value.gini)}</td></tr>`,
  )
  return html`<div class="charts">${curves(values)}</div>
${wideTable('Concentration', html`<table><caption>Concentration of value</caption><thead><tr><th scope="col">Way</th><th scope="col" class="n">Customers</th><th scope="col" class="n">Total</th><th scope="col" class="n">Mean</th><th scope="col" class="n">By the best 20 %</th><th scope="col" class="n">Customers for 80 %</th><th scope="col" class="n">Gini</th></tr></thead><tbody>${rows}</tbody></table>`)}
<p class="quiet">Gini: 0 where all bring the same, near 1 where one brings everything.</p>
${values.flatMap(saysOfOthers).map(says => html`<p>${says}</p>`)}`
}

function curves(values: readonly Value[]): Markup {
  const shown = values.filter(({ curve, gini }) => curve.length > 0 && gini !== null).slice(0, MOST_CURVES)
  if (shown.length === 0) return html`<p>No way has a total above 0.</p>`
  const most = Math.max(1, ...shown.flatMap(({ curve }) => curve.map(({ value }) => value)))
  return curveChart({
    id: 'concentration-curve',
    title: 'Of all value, how much the best bring',
    says: shown.map(saysOfBest).join(' '),
    x: { title: 'share of customers, the best first', from: 0, to: 1 },
    y: {
      title:
        most > 1 ? 'share of the value (above 1: others cost more than they bring)' : 'share of the value',
      from: 0,
      to: most,
    },
    curves: shown.map(({ name, curve }) => ({
      name,
      points: curve.map(({ customers, value }): [number, number] => [customers, value]),
      dots: false,
    })),
  })
}

function saysOfBest({ name, shareOfBestFifth }: Value): string {
  return `${name}: the best 20 % bring ${share(shareOfBestFifth ?? undefined)}.`
}

/** A curve that rises above all of the value comes down again by what others cost more than they bring. */
function saysOfOthers({ name, curve }: Value): string[] {
  const most = curve.reduce((best, point) => (point.value > best.value ? point : best), {
    customers: 0,
    value: 1,
  })
  if (most.value <= 1 + 1e-9) return []
  return [
    `${name} rises to ${share(most.value)} with the best ${share(most.customers)}: the others cost ${share(most.value - 1)} more than they bring.`,
  ]
}

function agreement({ values, pairs }: ValueComparison): Markup {
  if (pairs.length === 0) return html`<p>There is one way only.</p>`
  const nameOf = new Map(values.map(({ id, name }) => [id, name]))
  const rows = pairs.map(
    ({ a, b, customers, rankCorrelation, sharedBest }) =>
      html`<tr><th scope="row">${named(nameOf.get(a) ?? a)} and ${named(nameOf.get(b) ?? b)}</th><td class="n">${count(customers)}</td><td class="n">${figure(rankCorrelation)}</td><td class="n">${share(sharedBest)}</td></tr>`,
  )
  return wideTable(
    'Agreement',
    html`<table><caption>Every two ways, over the customers whom both value</caption><thead><tr><th scope="col">Ways</th><th scope="col" class="n">Customers</th><th scope="col" class="n">Rank correlation</th><th scope="col" class="n">Same best 20 %</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}

function classesOf(value: Value): Markup {
  if (value.classes.length === 0) return html``
  const rows = value.classes.map(
    each =>
      html`<tr><th scope="row">${named(each.class)}</th><td class="n">${count(each.customers)}</td><td class="n">${count(each.value)}</td><td class="n">${share(each.shareOfValue ?? undefined)}</td></tr>`,
  )
  return html`<h3>${named(value.name)}</h3>
${wideTable(`Classes of ${value.name}`, html`<table><caption>Classes of ${named(value.name)}</caption><thead><tr><th scope="col">Class</th><th scope="col" class="n">Customers</th><th scope="col" class="n">Value</th><th scope="col" class="n">Of the value</th></tr></thead><tbody>${rows}</tbody></table>`)}`
}

function bestOf({ name, best, customers }: Value): Markup {
  if (customers === 0)
    return html`<h3>${named(name)}</h3><p>Nobody has this value: where it reads a model, train it.</p>`
  const says = best.slice(0, TELLING).map(each => html`<li><p>${each.says}</p></li>`)
  return html`<h3>${named(name)}</h3><ul class="differences">${says}</ul>`
}

function amount(value: number, { isMoney }: Value, currency: string): string {
  const shown = Math.abs(value) < 100 ? figure(value) : count(value)
  return isMoney ? `${shown} ${currency}` : shown
}
