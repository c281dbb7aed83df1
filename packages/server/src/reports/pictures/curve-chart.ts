import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { figure } from '../figures.ts'
import { colourClass, markPath } from '../marks.ts'
import { html, type Markup } from '../markup.ts'
import { at, picture } from './picture.ts'

/** One line of a chart. */
export interface Curve {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
  /** Whether its points are shown, which are few. */
  readonly dots: boolean
  /** Where it may as well lie. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[]
}

export interface CurveChart {
  /** Of the page: letters and dashes. */
  readonly id: string
  readonly title: string
  readonly says: string
  readonly x: { readonly title: string; readonly from: number; readonly to: number }
  readonly y: { readonly title: string; readonly from: number; readonly to: number }
  readonly curves: readonly Curve[]
}

const width = 360
const height = 300
const box = { left: 56, right: 346, top: 14, bottom: 246 }

/** Lines in a frame, with a key where there are several. */
export function curveChart({ id, title, says, x, y, curves }: CurveChart): Markup {
  const across = scaleLinear([x.from, x.to], [box.left, box.right])
  const up = scaleLinear([y.from, y.to], [box.bottom, box.top])
  const shapes = [
    ...up.ticks(5).map(tick => row(up(tick), figure(tick, places(up.ticks(5))))),
    ...across
      .ticks(5)
      .map(
        tick =>
          html`<text class="tick" x="${at(across(tick))}" y="${box.bottom + 18}" text-anchor="middle">${figure(tick, places(across.ticks(5)))}</text>`,
      ),
    html`<text class="tick" x="${(box.left + box.right) / 2}" y="${height - 10}" text-anchor="middle">${x.title}</text>`,
    ...curves.map((curve, index) => trace(curve, index, across, up)),
  ]
  const keys = curves.map((curve, index) => html`<li>${key(index)} ${curve.name}</li>`)
  return html`<figure><figcaption><b>${title}</b></figcaption>${picture({ id, title, says, width, height, shapes })}
<ul class="legend">${keys}<li>up: ${y.title}</li></ul></figure>`
}

type Scale = (value: number) => number

function trace({ points, dots, band = [] }: Curve, index: number, across: Scale, up: Scale): Markup {
  const path = line<readonly [number, number]>(
    ([value]) => across(value),
    ([, value]) => up(value),
  ).digits(1)([...points])
  const marks = dots
    ? points.map(
        ([px, py]) =>
          html`<g transform="translate(${at(across(px))} ${at(up(py))})"><path class="dot" d="${markPath(index, 50)}"/></g>`,
      )
    : []
  const around = area<readonly [number, number, number]>(
    ([value]) => across(value),
    ([, low]) => up(low),
    ([, , high]) => up(high),
  ).digits(1)([...band])
  const shade = band.length === 0 ? html`` : html`<path class="band" d="${around ?? ''}"/>`
  return html`<g class="trace ${colourClass(index)}">${shade}<path class="line" d="${path ?? ''}"/>${marks}</g>`
}

function row(y: number, text: string): Markup {
  return html`<path class="grid" d="M${box.left} ${at(y)}H${box.right}"/><text class="tick" x="${box.left - 6}" y="${at(y) + 4}" text-anchor="end">${text}</text>`
}

function places(ticks: readonly number[]): number {
  const [first = 0, second = 1] = ticks
  return Math.min(4, Math.max(0, -Math.floor(Math.log10(Math.abs(second - first)) + 1e-9)))
}

function key(index: number): Markup {
  return html`<svg class="key" viewBox="-8 -8 16 16" aria-hidden="true"><path class="${colourClass(index)}" d="${markPath(index, 90)}"/></svg>`
}
