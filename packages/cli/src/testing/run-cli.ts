import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface CliRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

const LAUNCHER = join(import.meta.dirname, '../../bin/kindred.js')

/** Runs `kindred` as a process of its own, as a person would. */
export function runCli(
  args: readonly string[],
  options: { cwd?: string /** `false`: standard output is closed at once. */; reads?: boolean } = {},
): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LAUNCHER, ...args], {
      cwd: options.cwd ?? process.cwd(),
      env: { ...process.env, NO_COLOR: '1' },
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    if (options.reads === false) child.stdout.destroy()
    child.on('error', reject)
    child.on('close', exitCode => resolve({ exitCode, stdout, stderr }))
  })
}
