import type { DiscoveredFeature, DiscoveredGroup, Discovery, FeatureDifference } from '@kindred/engine'
import { isFigure, signed } from '../figures.ts'
import { groupMark } from '../marks.ts'
import { html, type Markup, named } from '../markup.ts'

interface Row {
  readonly label: string
  readonly level: string | undefined
  /** In the order of groups. */
  readonly cells: readonly (FeatureDifference | undefined)[]
  readonly reach: number
}

/**
 * Every feature against every group, coloured by how much the group differs: the picture and its table in one. Strengths
 * are those of Romano et al. (2006) for Cliff's delta.
 */
export function heatMap({ groups, features }: Discovery): Markup {
  const rows = rowsOf(groups, features)
  if (rows.length === 0) return html`<p>No feature was compared.</p>`
  const heads = groups.map(
    (group, index) => html`<th scope="col" title="${group.name}">${groupMark(index)}</th>`,
  )
  return html`<p class="quiet">How each group differs from everybody else, from −1 (everybody lower) over 0 (no difference) to +1 (everybody higher); below it, what is in its middle.</p>
<figure><div class="wide" role="region" aria-label="Features by group" tabindex="0"><table class="heat">
<caption>Features by group</caption>
<thead><tr><th scope="col">Feature</th>${heads}</tr></thead><tbody>${rows.map(rowHtml)}</tbody></table></div>
<figcaption>${scale()} Numbers: Cliff’s delta; words: difference of shares. In italics: the interval holds 0, so it may be chance.</figcaption></figure>`
}

function rowsOf(groups: readonly DiscoveredGroup[], features: readonly DiscoveredFeature[]): Row[] {
  const labels = new Map(features.map(({ id, label }) => [id, label]))
  const found = new Map<string, { of: FeatureDifference; cells: (FeatureDifference | undefined)[] }>()
  for (const [index, { profile }] of groups.entries())
    for (const difference of profile) {
      const key = JSON.stringify([difference.feature, difference.level ?? null])
      const row = found.get(key) ?? { of: difference, cells: groups.map(() => undefined) }
      row.cells[index] = difference
      found.set(key, row)
    }
  return [...found.values()]
    .map(({ of, cells }) => ({
      label: labels.get(of.feature) ?? of.feature,
      level: of.level,
      cells,
      reach: Math.max(...cells.map(cell => (isFigure(cell?.effect) ? Math.abs(cell.effect) : 0))),
    }))
    .toSorted((a, b) => b.reach - a.reach)
}

function rowHtml({ label, level, cells }: Row): Markup {
  const words = level === undefined ? named(label) : html`${named(label)}: ${named(level)}`
  return html`<tr><th scope="row">${words}</th>${cells.map(cell)}</tr>`
}

function cell(difference: FeatureDifference | undefined): Markup {
  if (difference === undefined || !isFigure(difference.effect)) return html`<td>–</td>`
  const { effect, interval, inGroup } = difference
  const unsure = interval.every(isFigure) && interval[0] <= 0 && interval[1] >= 0
  return html`<td class="${strength(effect)}${unsure ? ' unsure' : ''}"><b>${signed(effect)}</b><span>${inGroup}</span></td>`
}

/** Class of the colour: `h0`, `more1` … `more4`, `less1` … `less4`. */
function strength(effect: number): string {
  const step = [0.147, 0.33, 0.474, 0.75].filter(bound => Math.abs(effect) >= bound).length
  return step === 0 ? 'h0' : `${effect > 0 ? 'more' : 'less'}${step}`
}

function scale(): Markup {
  const steps = [
    ['less4', 'far less'],
    ['less3', ''],
    ['less2', ''],
    ['less1', ''],
    ['h0', 'about equal'],
    ['more1', ''],
    ['more2', ''],
    ['more3', ''],
    ['more4', 'far more'],
  ] as const
  return html`<span class="scale">${steps.map(([name, words]) => html`<span class="${name}">${words}</span>`)}</span>`
}
