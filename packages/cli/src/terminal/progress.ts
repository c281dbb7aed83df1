import { stderr } from 'node:process'
import { formatAge, formatCount } from './format.ts'
import { style } from './style.ts'

export interface Step {
  readonly label: string
  readonly done: number
  /** 0 where it is not known. */
  readonly of: number
  /** What is counted, where a rate helps: `rows`. */
  readonly unit?: string
  readonly counted?: number
  readonly note?: string
}

export interface Progress {
  show(step: Step): void
  /** Clears the line. */
  end(): void
}

const QUIET_MS = 1000
const TERMINAL_EVERY_MS = 100
const LOG_EVERY_MS = 5000

/**
 * A line on standard error for work that takes over a second: one that is rewritten in a terminal, a new one every
 * five seconds elsewhere. Says share, count, rate and time left.
 */
export function startProgress(now: () => number = Date.now): Progress {
  const startedAt = now()
  const every = stderr.isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS
  let shownAt = startedAt + QUIET_MS - every
  let shown = false
  return {
    show(step) {
      if (now() - shownAt < every) return
      shownAt = now()
      shown = true
      write(describe(step, (shownAt - startedAt) / 1000))
    },
    end() {
      if (shown && stderr.isTTY) stderr.write('\r\x1b[2K')
    },
  }
}

function write(line: string): void {
  if (stderr.isTTY) stderr.write(`\r\x1b[2K${line.slice(0, (stderr.columns ?? 100) + 9)}`)
  else stderr.write(`${line}\n`)
}

function describe(step: Step, seconds: number): string {
  const share = step.of > 0 ? Math.min(1, step.done / step.of) : 0
  const parts = [
    step.of > 0 ? `${bar(share)} ${(share * 100).toFixed(0).padStart(3)} %` : '',
    style.strong(step.label),
    step.counted === undefined ? '' : `${formatCount(step.counted)} ${step.unit ?? ''}`.trim(),
    step.counted === undefined ? '' : `${formatCount(step.counted / seconds)}/s`,
    step.note ?? '',
    share > 0.02 && share < 1 ? `${formatAge((seconds / share) * (1 - share))} left` : '',
  ]
  return parts.filter(part => part !== '').join('  ')
}

function bar(share: number): string {
  const filled = Math.round(share * 20)
  return '█'.repeat(filled) + '░'.repeat(20 - filled)
}
