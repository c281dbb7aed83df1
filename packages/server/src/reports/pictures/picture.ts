import { html, type Markup } from '../markup.ts'

interface Picture {
  /** Of the page: letters and dashes. */
  readonly id: string
  readonly title: string
  /** What somebody who cannot see it must know. */
  readonly says: string
  readonly width: number
  readonly height: number
  readonly shapes: readonly Markup[]
}

/** An SVG that names and describes itself. It grows and shrinks with its place. */
export function picture({ id, title, says, width, height, shapes }: Picture): Markup {
  return html`<svg class="picture" role="img" viewBox="0 0 ${width} ${height}" aria-labelledby="${id}-title" aria-describedby="${id}-says">
<title id="${id}-title">${title}</title><desc id="${id}-says">${says}</desc>
${shapes}</svg>`
}

/** One decimal is a tenth of a pixel. */
export function at(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
