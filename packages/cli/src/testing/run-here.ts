import { createProgram } from '../program.ts'
import type { CliRun } from './run-cli.ts'

/**
 * Runs `kindred` in this process, where it is what the command does that is tried: to start a process takes longer than most
 * commands do. What it throws is thrown; how a failure is told, and the code of the process, is `main.ts`, by `runCli`.
 */
export async function runHere(args: readonly string[]): Promise<CliRun> {
  const said = new SaidHere()
  const { exitCode } = process
  process.exitCode = undefined
  try {
    await createProgram().parseAsync(['node', 'kindred', ...args])
    return { exitCode: Number(process.exitCode ?? 0), stdout: said.stdout, stderr: said.stderr }
  } finally {
    process.exitCode = exitCode
    said.end()
  }
}

/** Takes what is written meanwhile, without colours, and puts everything back. */
class SaidHere {
  stdout = ''
  stderr = ''
  readonly #put: (() => void)[] = []

  constructor() {
    const [out, failed] = [(text: string) => (this.stdout += text), (text: string) => (this.stderr += text)]
    this.#replace(process.stdout, 'write', written(out))
    this.#replace(process.stderr, 'write', written(failed))
    this.#replace(console, 'log', (text = '') => out(`${text}\n`))
    this.#replace(console, 'error', (text = '') => failed(`${text}\n`))
    this.#replace(process.env, 'NO_COLOR', '1')
    this.#replace(process.env, 'FORCE_COLOR', undefined)
  }

  end(): void {
    for (const put of this.#put.reverse()) put()
  }

  #replace(of: object, name: string, by: unknown): void {
    const before: unknown = Reflect.get(of, name)
    const put = (value: unknown) =>
      value === undefined ? Reflect.deleteProperty(of, name) : Reflect.set(of, name, value)
    put(by)
    this.#put.push(() => put(before))
  }
}

/** As a stream's `write`, which is also called by `pipeline`. */
function written(take: (text: string) => void) {
  return (chunk: string | Uint8Array, ...more: readonly unknown[]): boolean => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))
    const done = more.at(-1)
    if (typeof done === 'function') done()
    return true
  }
}
