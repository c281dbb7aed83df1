import type { Criterion, CriterionName, DiscoveredGroup } from '@kindred/engine'
import { html, type Markup, prose } from '../markup.ts'

const questions: Record<CriterionName, string> = {
  measurable: 'Do we know who belongs to it, and would we find it again?',
  accessible: 'Can we reach its members?',
  substantial: 'Is it large and valuable enough?',
  differentiable: 'Is it really different from the others?',
  actionable: 'Do we have something to do with it?',
}
const signs: Record<Criterion['verdict'], readonly [sign: string, name: string]> = {
  met: ['✓', 'met'],
  partly: ['◐', 'partly'],
  'not met': ['✗', 'unmet'],
  'not known': ['?', 'unknown'],
}

/** The five criteria with their figures and verdicts. */
export function criteria({ criteria }: DiscoveredGroup): Markup {
  if (criteria.length === 0) return html`<p>Not judged.</p>`
  return html`<ul class="criteria">${criteria.map(criterion)}</ul>`
}

function criterion({ name, verdict, says, figures }: Criterion): Markup {
  const [sign, style] = signs[verdict]
  const facts = figures.map(({ name, text }) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)
  return html`<li><p class="verdict"><b>${name}</b> <span class="chip ${style}"><span aria-hidden="true">${sign}</span> ${verdict}</span></p>
<p class="quiet">${questions[name]}</p><p>${prose(says)}</p>${facts.length > 0 && html`<dl>${facts}</dl>`}</li>`
}
