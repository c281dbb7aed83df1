import type { AnswerOf, Contract } from '@kindred/api'
import type { Command } from 'commander'
import { figureText } from '../models/figure-words.ts'
import { withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { renderChanges } from './definition-changes.ts'
import { numberOption, wholeOption } from './number-option.ts'
import { renderEffects } from './plan.ts'

/** Below it is little. */
const MODERATE = 0.1
/** From here on it is much. */
const MUCH = 0.25

export function addDrift(parent: Command): void {
  parent
    .command('drift <model> [version]')
    .description('how far the customers it is about have moved since it was judged')
    .action(
      withSession(async (session, [id = '', version]) => {
        const asked = version === undefined ? {} : { version: wholeOption('version', version) }
        const found = await session.client.modelDrift({ id, ...asked })
        await session.print(found, async () => renderDrift(found, await session.locale()))
      }),
    )
}

function renderDrift(found: AnswerOf<Contract['modelDrift']>, locale: Locale): string {
  const { id, version, since, rows, score, inputs } = found
  const head = `${style.name(id)} version ${version}, since ${formatInstant(since, locale)}`
  if (rows === undefined)
    return `${head}: what it was judged by was not kept when it was trained. Next: kindred train ${id}`
  const all = [...(score === undefined ? [] : [{ label: 'its score', drift: score }]), ...inputs]
  const table = renderTable(
    [{ title: 'what', least: 24 }, { title: 'drift', align: 'right' }, { title: '' }],
    all.map(({ label, drift }) => [label, figureText(drift), driftWords(drift)]),
  )
  return `${head}, of ${formatCount(rows)} customers:\n\n${table}\n${style.quiet('Population stability index: below 0.1 is little, above 0.25 much.')}`
}

function driftWords(drift: number): string {
  if (drift >= MUCH) return style.bad('much')
  return drift >= MODERATE ? style.warning('some') : style.quiet('little')
}

export function addRetrain(parent: Command): void {
  parent
    .command('retrain')
    .description('train anew the models whose `retrain` says that they are due')
    .action(
      withSession(async session => {
        const found = await session.client.retrainModels(
          { author: process.env.USER ?? 'unknown' },
          { progress: ({ step, done, of }) => session.progress.show({ label: step, done, of }) },
        )
        await session.print(found, () => renderRetrained(found))
      }),
    )
}

function renderRetrained({ models }: AnswerOf<Contract['retrainModels']>): string {
  if (models.length === 0)
    return 'No model is due. A model says with `retrain: { every: 7d, drift: 0.2 }` when it is to be trained anew.'
  return models
    .map(({ id, why, version, says }) => {
      const made = version === undefined ? style.bad('not trained') : `version ${version}`
      return `${style.name(id)} ${made}: ${why}. ${says}`
    })
    .join('\n')
}

interface GroupsOptions {
  readonly name?: string
  readonly worth?: string
  readonly disturbs?: string
  readonly sure?: string
  readonly dryRun?: boolean
}

export function addGroups(parent: Command): void {
  parent
    .command('groups <model>')
    .description('publish the four groups of a model of treatments as a segmentation')
    .option('--name <segmentation>', 'what it is called (default: the model and _groups)')
    .option('--worth <effect>', 'an effect of at least this is worth it (default: as the model says)')
    .option('--disturbs <effect>', 'an effect of at most this disturbs (default: minus --worth)')
    .option('--sure <chance>', 'who answers with at least this if left alone is sure (default: the mean)')
    .option('--dry-run', 'show what would change and for whom, change nothing')
    .action(
      withSession<GroupsOptions>(async (session, [id = ''], options) => {
        const { name, worth, disturbs, sure, dryRun = false } = options
        const published = await session.client.publishUpliftGroups(
          {
            ...{ id, dry_run: dryRun, author: process.env.USER ?? 'unknown' },
            ...(name === undefined ? {} : { segmentation: name }),
            ...(worth === undefined ? {} : { worth: numberOption('--worth', worth) }),
            ...(disturbs === undefined ? {} : { disturbs: numberOption('--disturbs', disturbs) }),
            ...(sure === undefined ? {} : { sure: numberOption('--sure', sure) }),
          },
          { progress: ({ step, done, of }) => session.progress.show({ label: step, done, of }) },
        )
        await session.print(published, async () => renderGroups(published, dryRun, await session.locale()))
      }),
    )
}

function renderGroups(
  published: AnswerOf<Contract['publishUpliftGroups']>,
  isDryRun: boolean,
  locale: Locale,
): string {
  const { segmentation, classes, otherwise, version, stored, changes } = published
  const table = renderTable(
    [{ title: 'class', least: 16 }, { title: 'when' }],
    [...classes.map(({ class: name, when }) => [name, when]), [otherwise, style.quiet('everybody else')]],
  )
  if (changes.length === 0)
    return `${table}\n\nNothing differs: ${style.name(segmentation)} is published as it is (version ${version}).`
  const ending = isDryRun
    ? style.quiet('Nothing was changed, this is a dry run.')
    : stored
      ? `${style.good('✓')} ${style.name(segmentation)} is stored as version ${version} of the definitions, ${plural(classes.length + 1, 'class', 'classes')}. Next: kindred refresh`
      : `Nothing was stored; version ${version} is in force.`
  return [table, renderChanges(published), renderEffects(published, locale), ending].join('\n\n')
}
