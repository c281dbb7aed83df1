import type { ExplainedCondition, TypedValue, WireExplanation } from '@kindred/api'
import type { Command } from 'commander'
import { effectMark, renderExplainedScore } from '../models/render-explained-score.ts'
import { type Session, withSession } from '../session.ts'
import { formatInstant, formatValue, type Locale, plural } from '../terminal/format.ts'
import { style, withEmphasis } from '../terminal/style.ts'

export function addExplain(program: Command): void {
  program
    .command('explain <customer> [segment]')
    .description('why a customer is or is not in a segment or class, now or at any instant')
    .option('--as-of <instant>', 'at that instant, whether or not a refresh ran there')
    .option('--model <name>', 'her score of a model instead, and what of her makes it so')
    .action(
      withSession<{ asOf?: string; model?: string }>(async (session, [id = '', definition], given) => {
        const { asOf, model } = given
        if (model !== undefined) return explainScore(session, id, model, asOf)
        const explained = await session.client.explain({
          id,
          ...(definition === undefined ? {} : { definition }),
          ...(asOf === undefined ? {} : { as_of: asOf }),
        })
        await session.print(explained, async () => renderExplained(explained, await session.locale()))
      }),
    )
}

async function explainScore(
  session: Session,
  customer: string,
  id: string,
  asOf: string | undefined,
): Promise<void> {
  const explained = await session.client.explainScore({
    ...{ id, customer },
    ...(asOf === undefined ? {} : { as_of: asOf }),
  })
  await session.print(explained, async () => renderExplainedScore(explained, await session.locale()))
}

interface Explained {
  readonly customer: string
  readonly as_of: string
  readonly explanations: readonly WireExplanation[]
}

/** One definition in full; of several, the answer and its reason. */
export function renderExplained(explained: Explained, locale: Locale): string {
  const head = `${style.strong(explained.customer)}, as of ${formatInstant(explained.as_of, locale)}`
  if (explained.explanations.length === 0)
    return `${head}\nThere is no segment yet. Write one, then: kindred apply`
  const full = explained.explanations.length === 1
  return [head, ...explained.explanations.map(each => renderExplanation(each, locale, full))].join('\n\n')
}

export function renderExplanation(explanation: WireExplanation, locale: Locale, full: boolean): string {
  const lines = [`${answer(explanation)} ${withEmphasis(explanation.in_words)}`]
  if (!full) return lines.join('\n')
  lines.push('', style.quiet('The rule'), `  ${withEmphasis(explanation.english)}`)
  if (explanation.tree !== undefined) lines.push('', ...renderTree(explanation.tree, locale, '  '))
  for (const rule of explanation.rules ?? [])
    lines.push(
      '',
      `  ${mark(rule.holds)} class ${style.name(rule.class)}`,
      ...renderTree(rule.tree, locale, '    '),
    )
  return [
    ...lines,
    ...renderMeasures(explanation, locale),
    ...renderScores(explanation),
    ...renderNear(explanation, locale),
    ...renderChanges(explanation, locale),
  ].join('\n')
}

function answer(explanation: WireExplanation): string {
  const name = style.name(explanation.id)
  if (explanation.kind === 'segmentation') return `${name} = ${style.strong(explanation.class ?? '?')}.`
  return explanation.member === true ? `${style.good('In')} ${name}.` : `${style.bad('Not in')} ${name}.`
}

/** The conditions as a tree, each with what was found. */
function renderTree(node: ExplainedCondition, locale: Locale, indent: string): string[] {
  const children = node.children.flatMap(child => renderTree(child, locale, `${indent}  `))
  return [`${indent}${markOf(node)} ${label(node, locale)}`, ...children]
}

function label(node: ExplainedCondition, locale: Locale): string {
  if (node.kind === 'and') return style.quiet('all of')
  if (node.kind === 'or') return style.quiet('any of')
  if (node.kind === 'not') return style.quiet('not')
  const name = node.name === undefined ? '' : `${style.name(node.name)}: `
  return `${name}${withEmphasis(node.words)}${found(node.observed, locale)}${events(node)}${turns(node, locale)}`
}

function found(observed: TypedValue | undefined, locale: Locale): string {
  return observed === undefined ? '' : style.quiet(`  (found: ${formatValue(observed, locale)})`)
}

/** How many events made it so; ids are in the JSON. A measure under its condition would only say the same again. */
function events(node: ExplainedCondition): string {
  if (node.event_count === undefined || node.event_count === 0 || isMeasure(node)) return ''
  return style.quiet(`  by ${plural(node.event_count, 'event')}`)
}

/** Until when a condition stays as it is. */
function turns(node: ExplainedCondition, locale: Locale): string {
  if (node.changes_at === undefined) return ''
  return style.quiet(`  until ${formatInstant(node.changes_at, locale)}`)
}

/** What would turn the answer round, and when it turns by itself. */
function renderChanges(explanation: WireExplanation, locale: Locale): string[] {
  const { smallest_change: smallest, changes_at: changesAt } = explanation
  if (changesAt === undefined) return []
  const itself = changesAt === null ? 'never' : `on ${formatInstant(changesAt, locale)}`
  return [
    '',
    ...(smallest === undefined ? [] : [`${style.quiet('Smallest change:')} ${smallest.in_words}`]),
    `${style.quiet('Changes by itself:')} ${itself}.`,
  ]
}

function renderMeasures({ measures }: WireExplanation, locale: Locale): string[] {
  if (measures === undefined || measures.length === 0) return []
  const lines = measures.map(measure => {
    const score = measure.score === undefined ? '' : `, score ${measure.score}`
    const cuts = measure.cuts.map(cut => formatValue(cut, locale)).join(' · ')
    return `  ${measure.label ?? measure.name}: ${formatValue(measure, locale)}${score}${style.quiet(`  (cut at ${cuts})`)}`
  })
  return ['', style.quiet('Measured against the population'), ...lines]
}

/** What moves the scores that the answer stands on; how to hear of the rest. */
function renderScores({ scores = [] }: WireExplanation): string[] {
  return scores.flatMap(({ model, name, version, effects }) =>
    effects.length === 0
      ? []
      : [
          '',
          style.quiet(`What moves ${name} (${model}, version ${version}) most`),
          ...effects.map(({ effect, says }) => `  ${effectMark(effect)} ${says}.`),
        ],
  )
}

function renderNear(explanation: WireExplanation, locale: Locale): string[] {
  if (explanation.member !== false) return []
  const missing = explanation.missing.map(
    each => `  ${mark(false)} ${withEmphasis(each.words)}${found(each.observed, locale)}`,
  )
  const near = explanation.near_misses
    .filter(each => each.distance !== null && each.distance < 1)
    .map(each => {
      const share = ((each.distance ?? 0) * 100).toFixed(0)
      return `  ${withEmphasis(each.words)}${style.quiet(`  (${share} % short)`)}`
    })
  return [
    ...(missing.length === 0 ? [] : ['', style.quiet('What is missing'), ...missing]),
    ...(near.length === 0 ? [] : ['', style.quiet('Nearest'), ...near]),
  ]
}

/** A feature that is a number or a text neither holds nor fails. */
function markOf(node: ExplainedCondition): string {
  return isMeasure(node) ? style.quiet('=') : mark(node.holds)
}

function isMeasure({ kind, observed }: ExplainedCondition): boolean {
  return kind === 'reference' && observed !== undefined && observed.type !== 'boolean'
}

function mark(holds: boolean): string {
  return holds ? style.good('✓') : style.bad('✗')
}
