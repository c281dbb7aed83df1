import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { modelMethods } from '@kindred/api'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { renderModel } from '../models/render-model.ts'
import { type Session, withSession } from '../session.ts'
import { style } from '../terminal/style.ts'
import { numberOption, wholeOption } from './number-option.ts'

type Request = Parameters<Session['client']['trainModel']>[0]
type Method = NonNullable<Request['method']>

interface TrainOptions {
  readonly method?: string
  readonly seed?: string
  readonly budget?: string
  readonly draws?: string
  readonly asOf?: string
  readonly learnFrom?: string
  readonly promote: boolean
  readonly report?: string
}

export function addTrain(program: Command): void {
  program
    .command('train <model>')
    .description('train a model of what is known, and judge it by a later period')
    .option('--method <name>', `${modelMethods.join(', ')} (default: as the model says)`)
    .option('--seed <number>', 'of everything drawn by chance (default: 1)')
    .option('--budget <seconds>', 'for trying methods and settings (default: 60)')
    .option(
      '--draws <number>',
      'of each method so many settings drawn by chance beside the usual ones (default: 0)',
    )
    .option('--as-of <instant>', 'as if it were then (default: all that is known)')
    .option('--learn-from <number>', 'above so many rows, learn from a sample (default: 200000)')
    .option('--no-promote', 'do not let it count, even if no version does')
    .option('--report <file>', 'also write a page that opens from disk')
    .action(withSession<TrainOptions>((session, [id = ''], options) => train(session, id, options)))
}

const labels = { read: 'reading customers', train: 'training', store: 'storing' }

async function train(session: Session, id: string, options: TrainOptions): Promise<void> {
  const trained = await session.client.trainModel(requestOf(id, options), {
    progress: ({ step, done, of }) => session.progress.show({ label: labels[step], done, of }),
  })
  const report = await writeModelReport(session, id, trained.version, options.report)
  await session.print(
    trained,
    async () =>
      `${renderModel(trained, await session.locale())}\n\n${trained.says}${nextSteps(id, trained.champion)}${report}`,
  )
}

function requestOf(id: string, options: TrainOptions): Request {
  const { method, seed, budget, draws, asOf, learnFrom, promote } = options
  return {
    ...{ id, promote, author: process.env.USER ?? 'unknown' },
    ...(method === undefined ? {} : { method: methodOf(method) }),
    ...(seed === undefined ? {} : { seed: wholeOption('--seed', seed) }),
    ...(budget === undefined ? {} : { budget: numberOption('--budget', budget) }),
    ...(draws === undefined ? {} : { draws: wholeOption('--draws', draws) }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(learnFrom === undefined ? {} : { learn_from: wholeOption('--learn-from', learnFrom) }),
  }
}

function methodOf(given: string): Method {
  const method = modelMethods.find(each => each === given)
  if (method !== undefined) return method
  throw cliError('not_a_choice', { option: '--method', given, choices: modelMethods.join(', ') })
}

function nextSteps(id: string, isChampion: boolean): string {
  const commands = isChampion
    ? [`kindred score ${id}`, `kindred explain CUSTOMER --model ${id}`, 'kindred refresh']
    : [`kindred model compare ${id}`, `kindred model promote ${id} --dry-run`]
  return `\n${style.quiet('Next:')} ${commands.join(style.quiet('  or  '))}`
}

/** @returns What to say of it. */
export async function writeModelReport(
  session: Session,
  id: string,
  version: number,
  file: string | undefined,
): Promise<string> {
  if (file === undefined) return ''
  const { content } = await session.client.modelReport({ id, version })
  const path = resolve(file)
  await writeFile(path, content)
  return `\n\n${style.good('✓')} The report is in ${path}`
}
