/** Finished HTML or SVG: what `html` returns and takes as it is. Everything else it takes is text, and is escaped. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Markup | string | number | undefined | false | readonly Part[]

/**
 * Markup in which no value can become a tag, an attribute or a script: text is escaped between tags and in quoted
 * attributes alike. Lists are joined; `undefined` and `false` are nothing.
 *
 * @example
 * html`<p title="${'"'}">${'<b>'}</p>`.text // '<p title="&#34;">&#60;b&#62;</p>'
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.map((text, index) => text + textOf(parts[index])).join(''))
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  if (part === undefined || part === false) return ''
  return part.map(textOf).join('')
}

/** Text that may stand anywhere in HTML. What HTML cannot hold (controls, halves of characters) shows as `�`. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`)
}

/** A sentence with `code` in back-ticks and **words** that stand out. */
export function prose(text: string): Markup {
  const parts = text.split(/`([^`]+)`|\*\*([^*]+)\*\*/)
  return html`${parts.map((part = '', at) => {
    if (part === '' || at % 3 === 0) return part
    return at % 3 === 1 ? html`<code>${part}</code>` : html`<b>${part}</b>`
  })}`
}

/** A name of somebody's making: its direction of writing stays its own. */
export function named(text: string): Markup {
  return html`<bdi>${text}</bdi>`
}
