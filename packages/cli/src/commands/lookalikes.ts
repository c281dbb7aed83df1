import { type AnswerOf, type Contract, modelMethods } from '@kindred/api'
import type { Command } from 'commander'
import { splitFeatures } from '../discovery/split-features.ts'
import { cliError } from '../errors.ts'
import { figureName, figureText } from '../models/figure-words.ts'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, formatShare, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { renderChanges } from './definition-changes.ts'
import { numberOption, wholeOption } from './number-option.ts'
import { renderEffects } from './plan.ts'

type Request = Parameters<Session['client']['lookalikes']>[0]
type Found = AnswerOf<Contract['lookalikes']>

interface LookalikesOptions {
  readonly among?: string
  readonly reach?: string
  readonly similarity?: string
  readonly features?: string
  readonly method?: string
  readonly seed?: string
  readonly publish?: string
}

export function addLookalikes(program: Command): void {
  program
    .command('lookalikes <segment>')
    .description('the customers most like those of a segment, and what makes them alike')
    .option('--reach <number>', 'about so many (default: as many as the segment has)')
    .option(
      '--similarity <share>',
      'in place of a number: at least as alike as this share of the segment itself',
    )
    .option('--among <expression>', 'a condition: among whom they are looked for (default: everybody)')
    .option('--features <list>', 'what to compare by: names or expressions, separated by commas')
    .option('--method <name>', 'how members are told from others (default: logistic)')
    .option('--seed <number>', 'of everything drawn by chance (default: 1)')
    .option('--publish <segment>', 'store them as a segment of this name')
    .action(
      withSession<LookalikesOptions>(async (session, [id = ''], options) => {
        const found = await session.client.lookalikes(requestOf(id, options), {
          progress: ({ step, done, of }) => session.progress.show({ label: step, done, of }),
        })
        await session.print(found, async () => renderLookalikes(found, await session.locale()))
      }),
    )
}

function requestOf(id: string, options: LookalikesOptions): Request {
  const { among, reach, similarity, features, method, seed, publish } = options
  return {
    ...{ id, author: process.env.USER ?? 'unknown' },
    ...(among === undefined ? {} : { among }),
    ...(reach === undefined ? {} : { reach: wholeOption('--reach', reach) }),
    ...(similarity === undefined ? {} : { similarity: numberOption('--similarity', similarity) }),
    ...(features === undefined ? {} : { features: splitFeatures(features) }),
    ...(method === undefined ? {} : { method: methodOf(method) }),
    ...(seed === undefined ? {} : { seed: wholeOption('--seed', seed) }),
    ...(publish === undefined ? {} : { publish }),
  }
}

function methodOf(given: string): NonNullable<Request['method']> {
  const method = modelMethods.find(each => each === given)
  if (method !== undefined) return method
  throw cliError('not_a_choice', { option: '--method', given, choices: modelMethods.join(', ') })
}

function renderLookalikes(found: Found, locale: Locale): string {
  const { segment, seed, others, figures, method, chosen, left_out: leftOut } = found
  const [leading] = figures
  const told =
    leading === undefined ? '' : ` (${method}, ${figureName(leading.name)} ${figureText(leading.value)})`
  return [
    `${style.name(segment)}, as of ${formatInstant(found.as_of, locale)}: ${formatCount(seed)} customers, told from ${formatCount(others)} others${told}`,
    ...(leftOut.length === 0
      ? []
      : [style.quiet(`Not used, since the segment asks it itself: ${leftOut.join(', ')}.`)]),
    `${style.strong('What makes them alike')}\n${renderTraits(found)}`,
    `${style.strong('Similarity against reach')}\n${renderCurve(found)}`,
    `Chosen: ${style.strong(formatCount(chosen.reach))} customers, at least as alike as ${formatShare(chosen.similarity)} of the segment.`,
    ending(found, locale),
  ].join('\n\n')
}

const MOST_TRAITS = 8

function renderTraits({ traits }: Found): string {
  if (traits.length === 0) return 'Nothing: by what is known they are like everybody.'
  return renderTable(
    [
      { title: 'feature', least: 24 },
      { title: 'usually', align: 'right' },
      { title: 'others', align: 'right' },
      { title: 'importance', align: 'right' },
    ],
    traits
      .slice(0, MOST_TRAITS)
      .map(({ label, seed, others, importance }) => [
        label,
        valueText(seed),
        valueText(others),
        figureText(importance),
      ]),
  )
}

function valueText(value: number | string | null): string {
  if (value === null) return 'unknown'
  return typeof value === 'number' ? figureText(value) : value
}

function renderCurve({ curve, others }: Found): string {
  return renderTable(
    [
      { title: 'reach', align: 'right' },
      { title: 'of all others', align: 'right' },
      { title: 'as alike as', align: 'right' },
    ],
    curve.map(({ similarity, reach }) => [
      formatCount(reach),
      formatShare(others === 0 ? null : reach / others),
      formatShare(similarity),
    ]),
  )
}

function ending({ segment, published, chosen }: Found, locale: Locale): string {
  if (published === undefined)
    return `Nothing was stored. ${style.quiet('Next:')} kindred lookalikes ${segment} --reach ${chosen.reach} --publish like_${segment}`
  const stored = `${style.good('✓')} ${style.name(published.segment)} is ${published.when} (definitions ${published.version}). Next: kindred refresh`
  return [renderChanges(published), renderEffects(published, locale), stored].join('\n\n')
}
