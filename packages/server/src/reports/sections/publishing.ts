import type { Discovery } from '@kindred/engine'
import { instant, share } from '../figures.ts'
import { html, type Markup } from '../markup.ts'

/** How the groups become a segmentation that everybody is in, and what it was published as. */
export function publishing({ id, published, rules }: Discovery): Markup {
  const done = published.map(
    ({ as, segmentation, version, at }) =>
      html`<li><code>${segmentation}</code>, as ${as === 'rules' ? 'rules' : 'the model'}, in version ${version} of the definitions, ${instant(at)}</li>`,
  )
  return html`${done.length > 0 && html`<p>Published:</p><ul>${done}</ul>`}
<p>As <b>rules</b>: one condition a group, to be read, edited and kept like any other definition. They give ${share(rules.fidelity)} of customers the group the model gives (asked for: ${share(rules.target)}).</p>
<pre tabindex="0" aria-label="Command that publishes the rules"><code>kindred discover publish ${id} --as rules</code></pre>
<p>As the <b>model</b>: the nearest centre, exactly, in the same language; longer, and not meant to be edited by hand.</p>
<pre tabindex="0" aria-label="Command that publishes the model"><code>kindred discover publish ${id} --as model</code></pre>
<p>Either is a segmentation like any other: refreshed, live, with history, and explained for every customer. <code>kindred plan</code> shows who would be where before it is applied.</p>`
}
