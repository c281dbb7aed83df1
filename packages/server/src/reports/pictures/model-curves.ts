import type { FittedModel } from '@kindred/engine'
import { count, figure, share } from '../figures.ts'
import { html, type Markup } from '../markup.ts'
import { wideTable } from '../sections/section.ts'
import { curveChart } from './curve-chart.ts'

/** How good a model is, as pictures: whom it finds first, how well it tells, whether it says what comes. */
export function modelCurves(model: FittedModel): Markup {
  const { roc } = model.card.judged.curves
  return html`<div class="charts">${gainChart(model)}${roc !== undefined && rocChart(roc)}${calibrationChart(model)}</div>
${tenthsTable(model)}${calibrationTable(model)}`
}

function gainChart({ card }: FittedModel): Markup {
  const { tenths } = card.judged.curves
  const parts = tenths.length || 1
  const gained = tenths.map(({ gain }, index): [number, number] => [(index + 1) / parts, gain])
  const fifth = gained.find(([part]) => part >= 0.2 - 1e-9)
  return curveChart({
    id: 'gain',
    title: 'Gain: of all there is to find, how much is found first',
    says: fifth === undefined ? '' : `The best ${share(fifth[0])} hold ${share(fifth[1])} of it.`,
    x: { title: 'share of customers, best score first', from: 0, to: 1 },
    y: {
      title: 'share of what there is to find',
      from: 0,
      to: Math.max(1, ...gained.map(([, gain]) => gain)),
    },
    curves: [
      { name: 'by the score', points: [[0, 0], ...gained], dots: false },
      {
        name: 'by chance',
        points: [
          [0, 0],
          [1, 1],
        ],
        dots: false,
      },
    ],
  })
}

function rocChart(points: readonly (readonly [number, number])[]): Markup {
  return curveChart({
    id: 'roc',
    title: 'ROC: true ones found for false ones taken along',
    says: 'From the lower left corner to the upper right one; the further to the upper left the better.',
    x: { title: 'share of the false ones', from: 0, to: 1 },
    y: { title: 'share of the true ones', from: 0, to: 1 },
    curves: [
      { name: 'by the score', points, dots: false },
      {
        name: 'by chance',
        points: [
          [0, 0],
          [1, 1],
        ],
        dots: false,
      },
    ],
  })
}

function calibrationChart({ card, answer }: FittedModel): Markup {
  const points = card.judged.curves.calibration.map(({ foretold, actual }): [number, number] => [
    foretold,
    actual,
  ])
  const most = Math.max(...points.flat(), 1e-9)
  const to = answer === 'chance' ? Math.min(1, most * 1.05) : most * 1.05
  return curveChart({
    id: 'calibration',
    title:
      answer === 'chance'
        ? 'Calibration: does it come as often as it says'
        : 'Calibration: does as much come as it says',
    says: 'On the straight line it says what comes.',
    x: { title: 'foretold', from: 0, to },
    y: { title: 'came', from: 0, to },
    curves: [
      { name: 'rows of about the same score', points, dots: true },
      {
        name: 'as foretold',
        points: [
          [0, 0],
          [to, to],
        ],
        dots: false,
      },
    ],
  })
}

/** What was foretold and what came, the highest scores first. */
function calibrationTable({ card, answer }: FittedModel): Markup {
  const said = (value: number) => (answer === 'chance' ? share(value) : figure(value))
  const rows = card.judged.curves.calibration
    .toReversed()
    .map(
      ({ foretold, actual, rows: size }) =>
        html`<tr><td class="n">${count(size)}</td><td class="n">${said(foretold)}</td><td class="n">${said(actual)}</td></tr>`,
    )
  return wideTable(
    'Foretold and came',
    html`<table><caption>Foretold and came, rows of about the same score, the highest first</caption><thead><tr><th scope="col" class="n">Rows</th><th scope="col" class="n">Foretold</th><th scope="col" class="n">Came</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}

function tenthsTable({ card, answer }: FittedModel): Markup {
  const rows = card.judged.curves.tenths.map(
    ({ rows: size, score, actual, gain, lift }, index) =>
      html`<tr><th scope="row">${index + 1}</th><td class="n">${count(size)}</td><td class="n">${figure(score, 3)}</td><td class="n">${answer === 'chance' ? share(actual) : figure(actual)}</td><td class="n">${share(gain)}</td><td class="n">${figure(lift)}</td></tr>`,
  )
  return wideTable(
    'Tenth by tenth',
    html`<table><caption>Tenth by tenth, best score first</caption><thead><tr><th scope="col">Tenth</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Score from</th><th scope="col" class="n">Came</th><th scope="col" class="n">Gain</th><th scope="col" class="n">Lift</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}
