import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { env } from 'node:process'
import { createInterface } from 'node:readline'

export interface PythonScript {
  readonly path: string
  /** What it imports: a Python that cannot is passed over. */
  readonly needs: string
  /** In which it may be installed, the first that has it is taken. Default: Debian's own, then the one of the path. */
  readonly pythons?: readonly string[]
}

const PYTHONS = ['/usr/bin/python3', 'python3']

/** Without the settings by which a machine may slow down the arithmetic of numpy: a peer is met at its best. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _core, OPENBLAS_L2_SIZE: _size, ...rest } = env
  return rest
}

/** A Python program in a process of its own, which greets, and then answers a line of JSON with another. */
export class PythonPeer<Greeting, Answer> {
  readonly greeting: Greeting
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, greeting: Greeting) {
    this.#child = child
    this.#lines = lines
    this.greeting = greeting
  }

  /** Undefined where no Python has what it needs. */
  static async open<Greeting, Answer>({
    path,
    needs,
    pythons = PYTHONS,
  }: PythonScript): Promise<PythonPeer<Greeting, Answer> | undefined> {
    const options = { env: plainEnvironment() }
    const python = pythons.find(each => spawnSync(each, ['-c', needs], options).status === 0)
    if (python === undefined) return undefined
    const child = spawn(python, [path], { ...options, stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const greeting = await lines.next()
    return greeting.done === true ? undefined : new PythonPeer(child, lines, JSON.parse(greeting.value))
  }

  async ask(task: object): Promise<Answer> {
    this.#child.stdin?.write(`${JSON.stringify(task)}\n`)
    const line = await this.#lines.next()
    if (line.done === true) throw new Error('The peer ended in the middle of a task.')
    return JSON.parse(line.value)
  }

  close(): void {
    this.#child.stdin?.end()
  }
}
