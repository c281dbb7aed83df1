import type { AnswerOf, Contract, WireModelVersion } from '@kindred/api'
import type { Command } from 'commander'
import { figureName, figureText, intervalText, leadingText } from '../models/figure-words.ts'
import { renderModel } from '../models/render-model.ts'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { renderChanges } from './definition-changes.ts'
import { addDrift, addGroups, addRetrain } from './model-upkeep.ts'
import { wholeOption } from './number-option.ts'
import { renderEffects } from './plan.ts'
import { addRegister } from './register-model.ts'
import { writeModelReport } from './train.ts'

type Promotion = AnswerOf<Contract['promoteModel']>

export function addModel(program: Command): void {
  const parent = program.command('model').description('one model: its versions, and which of them counts')
  addShow(parent)
  addCompare(parent)
  addPromote(parent)
  addRollback(parent)
  addRegister(parent)
  addDrift(parent)
  addRetrain(parent)
  addGroups(parent)
}

interface ShowOptions {
  readonly report?: string
}

function addShow(parent: Command): void {
  parent
    .command('show <model> [version]')
    .description('a trained version (default: the newest) with its card, and all versions there are')
    .option('--report <file>', 'also write a page that opens from disk')
    .action(
      withSession<ShowOptions>(async (session, [id = '', version], { report }) => {
        const asked = version === undefined ? {} : { version: wholeOption('version', version) }
        const model = await session.client.model({ id, ...asked })
        const { versions } = await session.client.modelVersions({ id })
        const written = await writeModelReport(session, id, model.version, report)
        await session.print({ ...model, versions }, async () => {
          const locale = await session.locale()
          return `${renderModel(model, locale)}\n\n${style.strong('Versions')}\n${renderVersions(versions, locale)}${written}`
        })
      }),
    )
}

function renderVersions(versions: readonly WireModelVersion[], locale: Locale): string {
  return renderTable(
    [
      { title: 'version', align: 'right' },
      { title: '' },
      { title: 'trained' },
      { title: 'method' },
      { title: 'on its later period', least: 24 },
    ],
    versions.map(({ version, champion, created_at: at, method, figures, baseline }) => [
      String(version),
      champion ? style.good('champion') : '',
      formatInstant(at, locale),
      method,
      leadingText(figures, baseline),
    ]),
  )
}

function addCompare(parent: Command): void {
  parent
    .command('compare <model> [versions...]')
    .description('versions side by side: each foretells the same customers at the same instant')
    .action(
      withSession(async (session, [id = '', ...versions]) => {
        const asked = versions.map(version => wholeOption('versions', version))
        const compared = await session.client.compareModel({
          id,
          ...(asked.length === 0 ? {} : { versions: asked.join(',') }),
        })
        await session.print(compared, async () => renderCompared(compared, await session.locale()))
      }),
    )
}

function renderCompared({ at, by, versions }: AnswerOf<Contract['compareModel']>, locale: Locale): string {
  const names = versions[0]?.figures.map(({ name }) => name) ?? []
  const table = renderTable(
    [
      { title: 'figure' },
      ...versions.map(({ version, champion, method }) => ({
        title: `${version} ${method}${champion ? ' (champion)' : ''}`,
        align: 'right' as const,
      })),
    ],
    names.map(name => [
      figureName(name),
      ...versions.map(({ figures }) => {
        const figure = figures.find(each => each.name === name)
        return figure === undefined ? '' : `${figureText(figure.value)} ${style.quiet(intervalText(figure))}`
      }),
    ]),
  )
  const rows = versions.map(({ rows: count }) => formatCount(count)).join(', ')
  const of =
    by === 'later'
      ? `Of the same customers at ${formatInstant(at, locale)}`
      : 'Each by customers that it did not learn from'
  return `${of} (${rows} rows):\n\n${table}`
}

interface PromoteOptions {
  readonly dryRun?: boolean
}

function addPromote(parent: Command): void {
  parent
    .command('promote <model> [version]')
    .description(
      'make a version (default: the newest) the one that gives the score, with a plan of what that changes',
    )
    .option('--dry-run', 'show what would change and for whom, change nothing')
    .action(
      withSession<PromoteOptions>(async (session, [id = '', version], { dryRun = false }) => {
        const promoted = await session.client.promoteModel(
          {
            ...{ id, dry_run: dryRun, author: process.env.USER ?? 'unknown' },
            ...(version === undefined ? {} : { version: wholeOption('version', version) }),
          },
          watching(session),
        )
        await session.print(promoted, async () => renderPromoted(promoted, dryRun, await session.locale()))
      }),
    )
}

function addRollback(parent: Command): void {
  parent
    .command('rollback <model>')
    .description('make that version count again which counted before')
    .option('--dry-run', 'show what would change and for whom, change nothing')
    .action(
      withSession<PromoteOptions>(async (session, [id = ''], { dryRun = false }) => {
        const promoted = await session.client.rollBackModel(
          { id, dry_run: dryRun, author: process.env.USER ?? 'unknown' },
          watching(session),
        )
        await session.print(promoted, async () => renderPromoted(promoted, dryRun, await session.locale()))
      }),
    )
}

function watching(session: Session) {
  return {
    progress: ({ step, done, of }: { step: string; done: number; of: number }) =>
      session.progress.show({ label: step.replace('_', '-'), done, of }),
  }
}

function renderPromoted(promoted: Promotion, isDryRun: boolean, locale: Locale): string {
  const { model, champion, before, version, stored, changes } = promoted
  if (changes.length === 0)
    return `Nothing differs: version ${champion} of ${style.name(model)} is champion as it is.`
  const instead = before === undefined ? '' : ` in place of ${before}`
  const ending = isDryRun
    ? style.quiet('Nothing was changed, this is a dry run.')
    : stored
      ? `${style.good('✓')} Version ${champion} of ${style.name(model)} is champion${instead} (definitions ${version}). Next: kindred refresh`
      : `Nothing was stored; version ${version} of the definitions is in force.`
  return [renderChanges(promoted), renderEffects(promoted, locale), ending].join('\n\n')
}
