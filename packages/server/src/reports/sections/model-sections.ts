import type { Figure, FittedModel, ModelFeature } from '@kindred/engine'
import { count, counted, figure, instant, isFigure, share } from '../figures.ts'
import { html, type Markup, named, prose } from '../markup.ts'
import { shareBar } from '../pictures/bars.ts'
import { wideTable } from './section.ts'

const names: Readonly<Record<Figure['name'], string>> = {
  auc: 'AUC',
  average_precision: 'Average precision',
  log_loss: 'Log loss',
  brier: 'Brier score',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  lift_top_tenth: 'Lift of the best tenth',
  rmse: 'RMSE',
  mae: 'Mean absolute error',
  r2: 'R²',
  spearman: 'Rank correlation',
  qini: 'Qini',
  qini_normalised: 'Qini, of the best there is',
  auuc: 'AUUC',
  auuc_normalised: 'AUUC, of the best there is',
  effect: 'Average effect',
}

/** Title, what is foretold, and the figures that matter most. */
export function modelSummary(model: FittedModel): Markup {
  const { id, version, method, asked, card } = model
  const { judged, baseline } = card
  const what = asked.target ?? asked.lifetime?.model ?? ''
  const tiles = judged.figures.slice(0, 4).map(({ name, value }) => {
    const guess = baseline.figures.find(each => each.name === name)
    return html`<div><dt>${names[name]}</dt><dd>${precise(value)}<small>guess ${precise(guess?.value)}</small></dd></div>`
  })
  return html`<header><h1>${named(asked.name ?? id)}</h1>
<p class="lead">Foretells ${prose(`\`${what}\``)} of ${asked.population === undefined ? 'everybody' : prose(`those for whom \`${asked.population}\``)}.</p>
<p class="quiet">Model ${named(id)}, version ${version}, ${method}, trained ${instant(model.createdAt)} by ${named(model.author)}. Judged ${judgedBy(model)}.</p>
<dl class="figures">${tiles}</dl></header>`
}

function judgedBy({ card: { judged } }: FittedModel): string {
  if (judged.by === 'apart') return `by ${counted(judged.rows, 'row')} of customers it did not learn from`
  return `by a later period: ${counted(judged.rows, 'customer')} at ${instant(judged.at)}, and what came of them`
}

/** Every figure with its interval, against a guess that needs no model. */
export function modelFigures({ card }: FittedModel): Markup {
  const guesses = new Map(card.baseline.figures.map(({ name, value }) => [name, value]))
  const rows = card.judged.figures.map(
    ({ name, value, interval }) =>
      html`<tr><th scope="row">${names[name]}</th><td class="n">${precise(value)}</td><td class="n">${interval === undefined ? '–' : `${precise(interval[0])} – ${precise(interval[1])}`}</td><td class="n">${precise(guesses.get(name))}</td></tr>`,
  )
  return html`<p>${card.recommendation} ${card.calibration.says}</p>
${wideTable('Figures', html`<table><caption>On rows it did not learn from; intervals of 95 %</caption><thead><tr><th scope="col">Figure</th><th scope="col" class="n">Model</th><th scope="col" class="n">Interval</th><th scope="col" class="n">Guess</th></tr></thead><tbody>${rows}</tbody></table>`)}
<p class="quiet">The guess: ${card.baseline.says}</p>`
}

/** From which chance on somebody is worth treating, and what comes of it. */
export function modelThreshold({ card: { threshold, uplift } }: FittedModel): Markup {
  if (threshold === undefined)
    return html`<p>${uplift === undefined ? 'An amount has no threshold.' : uplift.worth.says}</p>`
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = threshold
  return html`<p>${threshold.says}${threshold.profit !== undefined && ` Treating all of them brings ${count(threshold.profit)}.`}</p>
${wideTable('Right and wrong', html`<table><caption>Right and wrong at the threshold</caption><thead><tr><th scope="col">Decision</th><th scope="col" class="n">It came true</th><th scope="col" class="n">It did not</th></tr></thead><tbody><tr><th scope="row">To be treated</th><td class="n">${count(truePositives)}</td><td class="n">${count(falsePositives)}</td></tr><tr><th scope="row">Not to be treated</th><td class="n">${count(falseNegatives)}</td><td class="n">${count(trueNegatives)}</td></tr></tbody></table>`)}`
}

/** What it goes by, most telling first, and what becomes of the answer as each rises. */
export function modelFeatures({ card, answer }: FittedModel): Markup {
  const used = card.features.filter(({ dropped }) => dropped === undefined)
  const most = Math.max(...used.map(({ importance }) => importance ?? 0), 1e-9)
  const rows = used.map(
    feature =>
      html`<tr><th scope="row">${what(feature)}</th><td class="bars">${shareBar((feature.importance ?? 0) / most, 0)}</td><td class="n">${figure(feature.importance, 3)}</td><td class="n">${share(feature.knownShare)}</td><td>${dependence(feature, answer)}</td></tr>`,
  )
  const dropped = card.features.filter(feature => feature.dropped !== undefined)
  return html`<p>Importance: how much worse it foretells when the values of a feature are dealt out anew among customers.</p>
${wideTable('Features', html`<table class="features"><caption>What it goes by</caption><thead><tr><th scope="col">Feature</th><th scope="col">Importance</th><th scope="col" class="n">Loss</th><th scope="col" class="n">Known</th><th scope="col">Answer where everybody has it, from low to high</th></tr></thead><tbody>${rows}</tbody></table>`)}
${dropped.length > 0 && html`<ul class="notes">${dropped.map(feature => html`<li>${what(feature)}: ${feature.dropped}.</li>`)}</ul>`}`
}

function what({ label, is }: ModelFeature): Markup {
  return html`${named(label)}${label !== is && html`<br><code>${is}</code>`}`
}

function dependence({ dependence: points = [] }: ModelFeature, answer: FittedModel['answer']): Markup {
  const said = (value: number) => (answer === 'chance' ? share(value) : figure(value))
  if (points.length === 0) return html`–`
  const words = points.some(({ value }) => typeof value !== 'number')
  const shown = words ? points.slice(0, 4) : points.filter((_, at) => at === 0 || at === points.length - 1)
  return html`${shown.map(({ value, answer: becomes }, at) => html`${at > 0 && '; '}${named(valueText(value))}: ${said(becomes)}`)}`
}

function valueText(value: number | string | null): string {
  if (value === null) return 'unknown'
  return typeof value === 'number' ? precise(value) : value
}

/** What was compared, by the same folds. */
export function modelTried({ card }: FittedModel): Markup {
  const rows = card.tried.map(
    ({ method, settings, figure: by, error, chosen, excluded }) =>
      html`<tr${chosen && html` class="chosen"`}><th scope="row">${method}</th><td class="n">${excluded === undefined ? precise(by.value) : '–'}</td><td class="n">${excluded === undefined ? precise(error) : ''}</td><td>${excluded ?? settings}</td></tr>`,
  )
  const name = card.tried[0]?.figure.name
  return wideTable(
    'Methods tried',
    html`<table class="tried"><caption>By ${card.folds} folds of customers</caption><thead><tr><th scope="col">Method</th><th scope="col" class="n">${name === undefined ? '' : names[name]}</th><th scope="col" class="n">±</th><th scope="col">Settings</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}

export function modelSegments({ card, answer }: FittedModel): Markup {
  if (card.segments.length === 0) return html`<p>There is no segment to look at.</p>`
  const said = (value: number) => (answer === 'chance' ? share(value) : figure(value))
  const rows = card.segments.map(
    ({ name, rows: size, mean, foretold, figure: by }) =>
      html`<tr><th scope="row">${named(name)}</th><td class="n">${count(size)}</td><td class="n">${said(mean)}</td><td class="n">${said(foretold)}</td><td class="n">${by === undefined ? 'too few' : `${names[by.name]} ${precise(by.value)}`}</td></tr>`,
  )
  return wideTable(
    'Segments',
    html`<table><caption>Customers of each segment at the instant of judging</caption><thead><tr><th scope="col">Segment</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Came</th><th scope="col" class="n">Foretold</th><th scope="col" class="n">Figure</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}

/** What has to be known to make it again, and what a reader must know. */
export function modelCard({ card, asked }: FittedModel): Markup {
  const days = card.ahead === undefined ? undefined : card.ahead / 86_400_000
  const rows: [string, string][] = [
    ['Population', `${count(card.population.customers)} of ${count(card.population.base)} customers`],
    ['Rows', count(card.rows)],
    [
      'Instants',
      card.instants.map(({ at, rows: size }) => `${instant(at)} (${count(size)} rows)`).join(', '),
    ],
    ...(days === undefined ? [] : [['Looks ahead', counted(days, 'day')] as [string, string]]),
    ...(asked.benefit === undefined ? [] : [['Benefit', String(asked.benefit)] as [string, string]]),
    ...(asked.cost === undefined ? [] : [['Cost', String(asked.cost)] as [string, string]]),
    ['Seed', String(card.seed)],
    ['Definitions', `version ${card.definitionsVersion}`],
    ['Data', `up to batch ${card.batch}`],
  ]
  return html`<table class="values"><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table>
${card.notes.length > 0 && html`<ul class="notes">${card.notes.map(note => html`<li>${note}</li>`)}</ul>`}`
}

function precise(value: number | undefined): string {
  if (!isFigure(value)) return '–'
  return Math.abs(value) >= 100 ? count(value) : figure(value, 3)
}
