import { ApiError, type ListedProblem } from '@kindred/api'
import { CommanderError } from 'commander'
import { diskFailure } from './disk-failure.ts'
import { CliError, cliError } from './errors.ts'
import { createProgram } from './program.ts'
import { printable } from './terminal/printable.ts'
import { style } from './terminal/style.ts'

process.exitCode = await run(process.argv)

/** 0: done, 1: failed, 2: wrong use, 130: stopped by Ctrl-C. */
async function run(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...argv])
    return Number(process.exitCode ?? 0)
  } catch (error) {
    // Whoever reads has had enough: `kindred members vip --format csv | head`.
    if (isClosedPipe(error)) return 0
    return report(error, argv.includes('--json'))
  }
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

function report(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return reportUse(error, json)
  const failure = describe(error)
  const { code, says, remedy, problems = [], exitCode } = failure
  if (json)
    console.log(
      JSON.stringify({ error: { code, says, remedy, ...(problems.length > 0 && { problems }) } }, null, 2),
    )
  // With a single one the sentence itself says it.
  if (problems.length > 1) for (const problem of problems) console.error(renderFailure(problem))
  console.error(renderFailure(failure))
  return exitCode
}

/** Commander has said it to people; help and version are no failure. */
function reportUse({ exitCode, message }: CommanderError, json: boolean): number {
  if (exitCode === 0) return 0
  const says = message.replace(/^error: /, '').replace(/\s+/g, ' ')
  const remedy = 'Run with --help to see how it is used.'
  if (json) console.log(JSON.stringify({ error: { code: 'wrong_use', says, remedy } }, null, 2))
  return 2
}

function renderFailure({ field, says, remedy }: ListedProblem): string {
  const place = field === undefined ? '' : `${style.strong(field)}: `
  return printable(`${style.bad('✗')} ${place}${says}\n  ${style.quiet(remedy)}`)
}

interface Failure {
  readonly code: string
  readonly says: string
  readonly remedy: string
  readonly exitCode: number
  readonly problems?: readonly ListedProblem[]
}

function describe(failed: unknown): Failure {
  const disk = diskFailure(failed)
  const error = disk === undefined ? failed : cliError('file_not_usable', disk)
  if (error instanceof CliError)
    return { code: error.code, says: error.message, remedy: error.remedy, exitCode: error.exitCode }
  if (error instanceof ApiError)
    return {
      code: error.code,
      says: error.says,
      remedy: error.remedy,
      problems: error.problems,
      exitCode: error.status < 500 && error.status >= 400 ? 2 : 1,
    }
  const coded = known(error)
  if (coded !== undefined) return coded
  const says = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    code: 'unexpected',
    says,
    remedy: 'This is a defect of Kindred: please report it with the lines above.',
    exitCode: 1,
  }
}

/** Errors of the stores, met before there is a server to speak for them (a folder that is held, a warehouse that is down). */
function known(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('remedy' in error)) return undefined
  // The message of most is the sentence and the remedy together.
  const says = 'says' in error ? String(error.says) : error.message
  return { code: String(error.code), says, remedy: String(error.remedy), exitCode: 1 }
}
