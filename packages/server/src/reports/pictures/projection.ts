import type { Discovery } from '@kindred/engine'
import { scaleLinear } from 'd3-scale'
import { count, isFigure, share } from '../figures.ts'
import { colourClass, groupMark, markPath } from '../marks.ts'
import { html, type Markup, named } from '../markup.ts'
import { at, picture } from './picture.ts'

type Projection = Discovery['pictures']['projection']
type Points = Projection['points']
type Place = (value: number) => number

const width = 560
const height = 420
const margin = 14

/** Samples of customers on a plane, each in the colour and shape of her group: by what they have, and by whom they are near. */
export function projection(discovery: Discovery): Markup {
  const { pictures } = discovery
  return html`${plane(discovery, pictures.projection, 'projection')}
${pictures.neighbours !== undefined && plane(discovery, pictures.neighbours, 'neighbours')}`
}

function plane(discovery: Discovery, projected: Projection, id: string): Markup {
  const drawn = projected.points.filter(([x, y]) => isFigure(x) && isFigure(y))
  if (drawn.length === 0) return html`<p>There are no points to draw.</p>`
  const [x, y] = [
    place(
      drawn.map(([value]) => value),
      [margin, width - margin],
    ),
    place(
      drawn.map(([, value]) => value),
      [height - margin, margin],
    ),
  ]
  const groups = discovery.groups.map((_, group) => group)
  const mark = (group: number): string => `${id}-${group}`
  const shapes = [
    html`<rect class="ground" width="${width}" height="${height}" rx="8"/>`,
    html`<defs>${groups.map(group => html`<path id="${mark(group)}" d="${markPath(group, areaOf(drawn.length))}"/>`)}</defs>`,
    ...groups.map(group => cloud(group, mark(group), pointsOf(drawn, group), x, y)),
    ...numbers(groups, drawn, x, y),
  ]
  return html`<figure>${picture({
    id,
    title: `Customers on a plane, by group (${methods[projected.method]})`,
    says: `${count(drawn.length)} customers; the table below says where each group lies.`,
    width,
    height,
    shapes,
  })}
<figcaption>${caption(discovery, projected, drawn.length)}</figcaption></figure>
${whereGroupsLie(discovery, projected.method, drawn)}`
}

const methods = { pca: 'PCA', umap: 'UMAP', 't-sne': 't-SNE' } as const

/** Far-out customers are drawn at the edge, so that they do not press all others into a corner. */
function place(values: readonly number[], range: [number, number]): Place {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [0.005, 0.995].map(q => sorted[Math.round(q * (sorted.length - 1))] ?? 0)
  const slack = ((high ?? 0) - (low ?? 0)) * 0.06 || 1
  return scaleLinear([(low ?? 0) - slack, (high ?? 0) + slack], range).clamp(true)
}

function areaOf(points: number): number {
  return points < 400 ? 56 : points < 1500 ? 34 : 22
}

function pointsOf(points: Points, group: number): Points {
  return points.filter(([, , of]) => of === group)
}

function cloud(group: number, mark: string, points: Points, x: Place, y: Place): Markup {
  const uses = points.map(([a, b]) => html`<use href="#${mark}" x="${at(x(a))}" y="${at(y(b))}"/>`)
  return html`<g class="cloud ${colourClass(group)}">${uses}</g>`
}

interface Label {
  readonly group: number
  readonly x: number
  y: number
}

function numbers(groups: readonly number[], points: Points, x: Place, y: Place): Markup[] {
  const labels = groups.flatMap((group): Label[] => {
    const own = pointsOf(points, group)
    return own.length === 0 ? [] : [{ group, x: x(middle(own, 0)), y: y(middle(own, 1)) }]
  })
  apart(labels)
  return labels.map(
    label => html`<text class="number" x="${at(label.x)}" y="${at(label.y + 6)}">${label.group + 1}</text>`,
  )
}

/** Numbers that would lie on each other move up and down until they do not. */
function apart(labels: readonly Label[]): void {
  for (let pass = 0; pass < 60; pass++)
    for (const [index, one] of labels.entries())
      for (const other of labels.slice(0, index)) {
        if (Math.abs(one.x - other.x) > 22 || Math.abs(one.y - other.y) > 20) continue
        const down = one.y >= other.y ? 1 : -1
        one.y = Math.min(height - 12, Math.max(12, one.y + down))
        other.y = Math.min(height - 12, Math.max(12, other.y - down))
      }
}

function middle(points: Points, coordinate: 0 | 1): number {
  const sorted = points.map(point => point[coordinate]).toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

function caption({ population }: Discovery, { method, explained }: Projection, drawn: number): Markup {
  const sample =
    drawn < population.customers ? `A sample of ${count(drawn)} customers` : `All ${count(drawn)} customers`
  const how =
    method === 'pca'
      ? `The two coordinates (PCA) hold ${share(explained)} of what distinguishes customers: groups that overlap here may be apart in the rest.`
      : `Drawn by ${methods[method]}, which keeps neighbours together; distances between far groups, and sizes, mean nothing here.`
  return html`${sample}; who is alike lies close. ${how} The furthest half per cent on each side stands at the edge.`
}

function whereGroupsLie({ groups }: Discovery, method: Projection['method'], points: Points): Markup {
  const rows = groups.map((group, index) => {
    const own = pointsOf(points, index)
    const places = ([0, 1] as const).map(axis => (own.length === 0 ? '–' : middle(own, axis).toFixed(2)))
    return html`<tr><th scope="row">${groupMark(index)} ${named(group.name)}</th><td class="n">${count(own.length)}</td><td class="n">${places[0]}</td><td class="n">${places[1]}</td></tr>`
  })
  return html`<details><summary>The picture as a table</summary><div class="wide" role="region" aria-label="Where the groups lie (${methods[method]})" tabindex="0"><table>
<caption>Where the middle of each group lies (${methods[method]})</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="n">Points</th><th scope="col" class="n">Across</th><th scope="col" class="n">Up</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`
}
