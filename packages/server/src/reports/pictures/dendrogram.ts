import type { Discovery } from '@kindred/engine'
import { scaleLinear } from 'd3-scale'
import { figure, isFigure, shortened } from '../figures.ts'
import { colourClass, groupMark, markPath } from '../marks.ts'
import { html, type Markup, named } from '../markup.ts'
import { at, picture } from './picture.ts'

type Merge = Discovery['pictures']['dendrogram'][number]

const width = 640
const row = 30
const treeLeft = 16
const treeRight = 290

/** Which groups are nearest to each other, and which unions of them would come next if there had to be fewer. */
export function dendrogram({ groups, pictures }: Discovery): Markup {
  const merges = pictures.dendrogram.filter(merge => merge.every(isFigure))
  if (merges.length === 0 || groups.length < 2) return html`<p>There is nothing to join.</p>`
  const order = leavesInOrder(groups.length, merges)
  const height = order.length * row + 30
  const tallest = Math.max(...merges.map(([, , at]) => at), 1e-9)
  const x = scaleLinear([0, tallest], [treeRight, treeLeft])
  const rowOf = new Map(order.map((leaf, index) => [leaf, row * (index + 0.5)]))
  const shapes = [
    ...joints(groups.length, merges, rowOf, x),
    ...order.map(leaf => leafLabel(leaf, groups[leaf]?.name ?? '', rowOf.get(leaf) ?? 0)),
    html`<text class="tick" x="${treeLeft}" y="${height - 6}">further apart</text>`,
    html`<text class="tick" x="${treeRight}" y="${height - 6}" text-anchor="end">alike</text>`,
  ]
  return html`<figure>${picture({
    id: 'dendrogram',
    title: 'How near the groups are to each other',
    says: 'Groups joined step by step, the nearest first; the table below lists the steps.',
    width,
    height,
    shapes,
  })}<figcaption>Groups that meet further right are more alike: with fewer groups, those would be the first to become one (Ward’s distance of their centres).</figcaption></figure>
${stepsTable(groups, merges)}`
}

/** Leaves so that no lines cross: what is joined stands together. Groups that nothing joins come last. */
function leavesInOrder(groups: number, merges: readonly Merge[]): number[] {
  const order = new Set<number>()
  const visit = (node: number): void => {
    const merge = merges[node - groups]
    if (node < groups) order.add(node)
    else if (merge !== undefined) for (const part of merge.slice(0, 2)) if (part < node) visit(part)
  }
  visit(groups + merges.length - 1)
  for (let leaf = 0; leaf < groups; leaf++) order.add(leaf)
  return [...order]
}

function joints(
  groups: number,
  merges: readonly Merge[],
  rowOf: ReadonlyMap<number, number>,
  x: (height: number) => number,
): Markup[] {
  const nodes = new Map([...rowOf].map(([leaf, y]) => [leaf, { x: treeRight, y }]))
  return merges.map(([left, right, height], index) => {
    const [a, b] = [nodes.get(left), nodes.get(right)]
    if (a === undefined || b === undefined) return html``
    nodes.set(groups + index, { x: x(height), y: (a.y + b.y) / 2 })
    return html`<path class="joint" d="M${at(a.x)} ${at(a.y)}H${at(x(height))}V${at(b.y)}H${at(b.x)}"/>`
  })
}

function leafLabel(leaf: number, name: string, y: number): Markup {
  return html`<g transform="translate(${treeRight + 14} ${at(y)})"><path class="${colourClass(leaf)}" d="${markPath(leaf, 90)}"/><text class="label" x="12" y="5">${leaf + 1} ${shortened(name, 38)}</text></g>`
}

function stepsTable(groups: Discovery['groups'], merges: readonly Merge[]): Markup {
  const members = groups.map((_, index) => [index])
  const rows = merges.map(([left, right, height], step) => {
    const [a, b] = [members[left] ?? [], members[right] ?? []]
    members.push([...a, ...b])
    return html`<tr><td class="n">${step + 1}</td><td>${a.map(groupMark)}</td><td>${b.map(groupMark)}</td><td class="n">${figure(height)}</td></tr>`
  })
  const key = groups.map((group, index) => html`<li>${groupMark(index)} ${named(group.name)}</li>`)
  return html`<details><summary>The picture as a table</summary><div class="wide" role="region" aria-label="Groups joined step by step" tabindex="0"><table>
<caption>Groups joined step by step</caption><thead><tr><th scope="col" class="n">Step</th><th scope="col">These</th><th scope="col">and these</th><th scope="col" class="n">Distance</th></tr></thead>
<tbody>${rows}</tbody></table></div><ul class="legend">${key}</ul></details>`
}
