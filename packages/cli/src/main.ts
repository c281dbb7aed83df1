import { ApiError } from '@kindred/api'
import { CommanderError } from 'commander'
import { CliError } from './errors.ts'
import { createProgram } from './program.ts'
import { style } from './terminal/style.ts'

process.exitCode = await run(process.argv)

/** 0: done, 1: failed, 2: wrong use. */
async function run(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...argv])
    return Number(process.exitCode ?? 0)
  } catch (error) {
    return report(error, argv.includes('--json'))
  }
}

function report(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const failure = describe(error)
  if (json)
    console.log(
      JSON.stringify({ error: { code: failure.code, says: failure.says, remedy: failure.remedy } }, null, 2),
    )
  console.error(`${style.bad('✗')} ${failure.says}\n  ${style.quiet(failure.remedy)}`)
  return failure.exitCode
}

interface Failure {
  readonly code: string
  readonly says: string
  readonly remedy: string
  readonly exitCode: number
}

function describe(error: unknown): Failure {
  if (error instanceof CliError)
    return { code: error.code, says: error.message, remedy: error.remedy, exitCode: error.exitCode }
  if (error instanceof ApiError)
    return {
      code: error.code,
      says: error.says,
      remedy: error.remedy,
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
  return { code: String(error.code), says: error.message, remedy: String(error.remedy), exitCode: 1 }
}
