import { PassThrough } from 'node:stream'
import { failureAnswer } from './failure-answer.ts'

/**
 * Runs long work and gives its progress, then its result or its error, as lines of JSON. The status has gone out
 * before the work began, so an error's own status stands in its line.
 *
 * @param failed - Told of every error, for the log.
 */
export function jsonLines(
  work: (progress: (line: object) => void) => Promise<unknown>,
  failed: (error: unknown) => void,
): PassThrough {
  const out = new PassThrough()
  const write = (line: unknown): void => {
    // Nobody may be listening any more; the work hears of that by its signal.
    if (out.writable) out.write(`${JSON.stringify(line)}\n`)
  }
  work(progress => write({ progress }))
    .then(result => write({ result }))
    .catch((error: unknown) => {
      failed(error)
      const { status, failure } = failureAnswer(error)
      write({ error: failure, status })
    })
    .finally(() => out.end())
  return out
}
