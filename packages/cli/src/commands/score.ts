import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AnswerOf, Contract } from '@kindred/api'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { figureText } from '../models/figure-words.ts'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { numberOption, wholeOption } from './number-option.ts'

interface ScoreOptions {
  readonly asOf?: string
  readonly output?: string
  readonly limit?: string
  readonly least?: string
  readonly format?: string
}

export function addScore(program: Command): void {
  program
    .command('score <model> [version]')
    .description('the customers a model is about by their score (default: of the champion), highest first')
    .option('--as-of <instant>', 'at that instant (default: that of the last refresh)')
    .option('--limit <number>', 'at most so many (default: 20)')
    .option('--output <name>', 'another of its answers: a treatment, or left_alone')
    .option('--least <score>', 'only those with at least this score')
    .option('--format <name>', 'csv: all of them, as a file on standard output')
    .action(
      withSession<ScoreOptions>((session, [id = '', version], options) =>
        score(session, { id, version }, options),
      ),
    )
}

interface Asked {
  readonly id: string
  readonly version: string | undefined
}

async function score(session: Session, { id, version }: Asked, options: ScoreOptions): Promise<void> {
  const { asOf, output, least, limit = '20', format } = options
  const asked = {
    id,
    ...(version === undefined ? {} : { version: wholeOption('version', version) }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(output === undefined ? {} : { output }),
    ...(least === undefined ? {} : { least: numberOption('--least', least) }),
  }
  if (format === 'csv') {
    const { content } = await session.client.exportScores(asked)
    await pipeline(Readable.from(content), process.stdout, { end: false })
    return
  }
  if (format !== undefined)
    throw cliError('not_a_choice', { option: '--format', given: format, choices: 'csv' })
  const scored = await session.client.scores({ ...asked, limit: wholeOption('--limit', limit) })
  await session.print(scored, async () => renderScores(scored, await session.locale()))
}

function renderScores(scored: AnswerOf<Contract['scores']>, locale: Locale): string {
  const { id, version, customers, scored: known, mean, highest } = scored
  const head = `${style.name(id)} version ${version}, as of ${formatInstant(scored.as_of, locale)}: ${formatCount(known)} of ${formatCount(customers)} customers have a score, ${figureText(mean)} on average.`
  if (highest.length === 0) return `${head}\nNobody has such a score.`
  const table = renderTable(
    [{ title: '' }, { title: 'customer' }, { title: 'score', align: 'right' }],
    highest.map(({ customer, score: value }, at) => [
      style.quiet(String(at + 1)),
      customer,
      figureText(value),
    ]),
  )
  return `${head}\n\n${table}`
}
