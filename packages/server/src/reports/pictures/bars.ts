import { isFigure } from '../figures.ts'
import { colourClass } from '../marks.ts'
import { html, type Markup } from '../markup.ts'
import { at } from './picture.ts'

/** A share of 1 as a bar in the group's colour; the figure stands beside it. */
export function shareBar(of: number | undefined, group: number): Markup {
  const long = isFigure(of) ? Math.min(1, Math.max(0, of)) * 100 : 0
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="10"/><rect class="${colourClass(group)}" width="${at(long)}" height="10"/></svg>`
}

/** An effect with its interval on a line from −1 to 1; the figures stand beside it. */
export function effectBar(effect: number, interval: readonly [number, number], group: number): Markup {
  if (![effect, ...interval].every(isFigure)) return html``
  const [x, from, to] = [effect, ...interval].map(value => at(Math.min(1, Math.max(-1, value)) * 58 + 60))
  return html`<svg class="effect" viewBox="0 0 120 16" aria-hidden="true"><path class="axis" d="M2 8H118M60 2V14"/><path class="whisker ${colourClass(group)}" d="M${from} 8H${to}"/><circle class="${colourClass(group)}" cx="${x}" cy="8" r="2.8"/></svg>`
}
