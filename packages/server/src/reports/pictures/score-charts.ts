import type { Discovery, DiscoveryChoice, DiscoveryMethod } from '@kindred/engine'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { figure, isFigure } from '../figures.ts'
import { colourClass, markPath } from '../marks.ts'
import { html, type Markup } from '../markup.ts'
import { at, picture } from './picture.ts'

interface Measure {
  readonly id: 'score' | 'silhouette' | 'stability'
  readonly title: string
}

const measures: readonly Measure[] = [
  { id: 'score', title: 'Score: what the choice went by' },
  { id: 'silhouette', title: 'Silhouette: how well apart' },
  { id: 'stability', title: 'Stability: same groups in other samples' },
]
const methods: readonly DiscoveryMethod[] = ['k-means', 'gaussian-mixture', 'ward', 'medoids', 'hdbscan']
const width = 360
const height = 260
const box = { left: 46, right: 346, top: 14, bottom: 214 }

/** Score, silhouette and stability by number of groups, a line a method. */
export function scoreCharts({ choices }: Discovery): Markup {
  const charts = measures.map(measure => chart(measure, choices))
  const keys = methods
    .filter(method => choices.some(choice => choice.method === method))
    .map(method => html`<li>${key(method)} ${method}</li>`)
  return html`<div class="charts">${charts}</div>
<ul class="legend">${keys}<li>${sign('chosen')} chosen</li><li>${sign('excluded')} hollow: cannot be chosen, and the table says why</li></ul>`
}

function chart({ id, title }: Measure, choices: readonly DiscoveryChoice[]): Markup {
  const shown = choices.filter(choice => isFigure(choice[id]) && isFigure(choice.classes))
  if (shown.length === 0) return html`<figure><figcaption>${title}</figcaption><p>No figures.</p></figure>`
  const sizes = shown.map(({ classes }) => classes)
  const x = scaleLinear([Math.min(...sizes) - 0.5, Math.max(...sizes) + 0.5], [box.left, box.right])
  const y = scaleLinear(
    [low(shown, id), Math.max(...shown.map(choice => choice[id]))],
    [box.bottom, box.top],
  ).nice(5)
  const place = (choice: DiscoveryChoice) => ({ x: x(choice.classes), y: y(choice[id]) })
  const shapes = [
    ...y.ticks(5).map(tick => rule(y(tick), figure(tick, tickPlaces(y.ticks(5))))),
    ...wholeTicks(sizes).map(
      tick =>
        html`<text class="tick" x="${at(x(tick))}" y="${box.bottom + 18}" text-anchor="middle">${tick}</text>`,
    ),
    html`<text class="tick" x="${(box.left + box.right) / 2}" y="${height - 8}" text-anchor="middle">number of groups</text>`,
    ...methods.map(method => trace(method, shown, place)),
  ]
  return html`<figure><figcaption><b>${title}</b></figcaption>${picture({
    id: `chart-${id}`,
    title: `${title}, by number of groups`,
    says: saysBest(id, shown),
    width,
    height,
    shapes,
  })}</figure>`
}

/** From 0, unless everything lies high above it. */
function low(choices: readonly DiscoveryChoice[], id: Measure['id']): number {
  const values = choices.map(choice => choice[id])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least > 0 && least < most - least ? 0 : least - (most - least || 0.1) * 0.15
}

function tickPlaces(ticks: readonly number[]): number {
  const [first = 0, second = 1] = ticks
  return Math.min(4, Math.max(0, -Math.floor(Math.log10(Math.abs(second - first)) + 1e-9)))
}

function wholeTicks(sizes: readonly number[]): number[] {
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)]
  const step = Math.max(1, Math.ceil((last - first) / 12))
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step)
}

function rule(y: number, text: string): Markup {
  return html`<path class="grid" d="M${box.left} ${at(y)}H${box.right}"/><text class="tick" x="${box.left - 6}" y="${at(y) + 4}" text-anchor="end">${text}</text>`
}

function trace(
  method: DiscoveryMethod,
  choices: readonly DiscoveryChoice[],
  place: (choice: DiscoveryChoice) => { x: number; y: number },
): Markup {
  const own = choices
    .filter(choice => choice.method === method)
    .toSorted((a, b) => a.classes - b.classes || a.seed - b.seed)
  const index = methods.indexOf(method)
  const path = line<DiscoveryChoice>(
    choice => place(choice).x,
    choice => place(choice).y,
  ).digits(1)(own)
  const dots = own.map(choice => dot(choice, index, place(choice)))
  return html`<g class="trace ${colourClass(index)}"><path class="line" d="${path ?? ''}"/>${dots}</g>`
}

function dot(
  { chosen, excluded }: DiscoveryChoice,
  index: number,
  { x, y }: { x: number; y: number },
): Markup {
  const ring = chosen && html`<circle class="ring" r="10"/>`
  return html`<g transform="translate(${at(x)} ${at(y)})">${ring}<path class="${excluded === undefined ? 'dot' : 'dot hollow'}" d="${markPath(index, 60)}"/></g>`
}

function key(method: DiscoveryMethod): Markup {
  const index = methods.indexOf(method)
  return html`<svg class="key" viewBox="-8 -8 16 16" aria-hidden="true"><path class="${colourClass(index)}" d="${markPath(index, 90)}"/></svg>`
}

function sign(of: 'chosen' | 'excluded'): Markup {
  const shape =
    of === 'chosen' ? html`<circle class="ring" r="6"/>` : html`<circle class="dot hollow" r="5"/>`
  return html`<svg class="key trace" viewBox="-8 -8 16 16" aria-hidden="true">${shape}</svg>`
}

function saysBest(id: Measure['id'], choices: readonly DiscoveryChoice[]): string {
  const best = choices.reduce((a, b) => (b[id] > a[id] ? b : a))
  const chosen = choices.find(choice => choice.chosen)
  const words = (choice: DiscoveryChoice) =>
    `${figure(choice[id])} by ${choice.method} with ${choice.classes} groups`
  return `Highest: ${words(best)}.${chosen === undefined ? '' : ` Chosen: ${words(chosen)}.`}`
}
