import { symbolCircle, symbolDiamond, symbol as symbolOf, symbolSquare, symbolTriangle } from 'd3-shape'
import { html, type Markup } from './markup.ts'

/**
 * How groups are told apart: by a colour and a shape together, and always by their number too. Six colours that stay
 * apart for every kind of colour vision, four shapes: the first 24 groups differ, the first six by colour alone.
 */
export interface Mark {
  readonly colour: number
  readonly shape: number
}

/** On a light ground and on a dark one; each at 3 : 1 or more against it. Found by search, held by `marks.test.ts`. */
export const palette: readonly (readonly [light: string, dark: string])[] = [
  ['#083ada', '#5d54f9'],
  ['#d16334', '#ecbf08'],
  ['#8e5786', '#9d5592'],
  ['#6a2813', '#f3392a'],
  ['#6a85ed', '#a693fc'],
  ['#432f77', '#41e9c3'],
]
export const grounds = { light: '#ffffff', dark: '#15181d' } as const

const shapes = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond]

export function markOf(group: number): Mark {
  const colours = palette.length
  const lap = Math.floor(group / (colours * 2))
  return { colour: group % colours, shape: (group + lap) % shapes.length }
}

/** The class that gives a shape or a line the group's colour. */
export function colourClass(group: number): string {
  return `c${markOf(group).colour}`
}

/** Path of the group's shape around 0, 0. @param size - Area in square pixels. */
export function markPath(group: number, size: number): string {
  return symbolOf(shapes[markOf(group).shape], size).digits(1)() ?? ''
}

/** The mark with the group's number, for headings, tables and legends. */
export function groupMark(group: number): Markup {
  return html`<span class="mark"><svg viewBox="-8 -8 16 16" aria-hidden="true"><path class="${colourClass(group)}" d="${markPath(group, 110)}"/></svg><b>${group + 1}</b></span>`
}
