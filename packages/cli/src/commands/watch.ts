import { setTimeout as pause } from 'node:timers/promises'
import { ApiError, type WireTransition } from '@kindred/api'
import type { Command } from 'commander'
import { type Opened, openToFollow } from '../session.ts'
import { formatInstant, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'

interface WatchOptions {
  readonly segment?: readonly string[]
  readonly C?: string
  readonly json?: boolean
  readonly url?: string
}

/** Before it tries to reach the server again. */
const PAUSE_MILLIS = 1_000

export function addWatch(program: Command): void {
  program
    .command('watch')
    .description('who enters and leaves, as it happens, until Ctrl-C')
    .option('--segment <ids...>', 'only of these segments and segmentations')
    .action((_: unknown, command: Command) => watch(command.optsWithGlobals<WatchOptions>()))
}

async function watch(options: WatchOptions): Promise<void> {
  // Whoever reads may have had enough: `kindred watch | head -1`.
  process.stdout.on('error', () => process.exit(0))
  const watching: Watching = { options, position: undefined }
  await follow(watching, true)
  for (;;) {
    console.error(style.quiet('The server is away; trying again.'))
    await pause(PAUSE_MILLIS)
    await follow(watching, false)
  }
}

interface Watching {
  readonly options: WatchOptions
  /** Up to where all has been shown. */
  position: number | undefined
}

/** Shows moves until the connection ends. What cannot be mended by waiting is thrown; at first that is everything. */
async function follow(watching: Watching, isFirst: boolean): Promise<void> {
  try {
    await showMoves(watching)
  } catch (error) {
    if (isGone(error)) goOnAfterGap(watching, error)
    else if (!isPassing(error) || (isFirst && watching.position === undefined)) throw error
  }
}

async function showMoves(watching: Watching): Promise<void> {
  const { options, position } = watching
  const opened = await openToFollow(options)
  try {
    const locale = await localeOf(opened)
    const moves = await opened.client.transitionStream(
      {
        ...(position === undefined ? {} : { after: position }),
        ...(options.segment === undefined ? {} : { definitions: [...options.segment] }),
      },
      {
        position: id => {
          watching.position = id
        },
      },
    )
    for await (const move of moves) {
      console.log(options.json === true ? JSON.stringify(move) : renderMove(move, locale))
    }
  } finally {
    await opened.close()
  }
}

async function localeOf({ client }: Opened): Promise<Locale> {
  const { timezone, currency } = await client.workspace()
  return { timezone, currency }
}

/** The server is being started again, or is on its way out. */
function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 0 || error.status >= 500
  if (!(error instanceof Error)) return false
  // A connection that broke, or nobody to follow.
  return error instanceof TypeError || ('code' in error && error.code === 'live_not_running')
}

function isGone(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'transitions_gone'
}

function goOnAfterGap(watching: Watching, error: ApiError): void {
  console.error(`${style.warning('!')} ${error.says} Going on with those.`)
  const { details } = error
  const oldest = typeof details === 'object' && details !== null && 'oldest' in details ? details.oldest : 1
  watching.position = Number(oldest) - 1
}

/** `2026-06-01 12:00:03  C000042  entered vip  (purchase p-17)` */
export function renderMove(move: WireTransition, locale: Locale): string {
  const what = `${move.event ?? causes[move.cause]}${move.late === true ? ', late' : ''}`
  return [
    style.quiet(formatInstant(move.at, locale)),
    style.strong(move.customer),
    moveWords(move),
    style.quiet(`(${what})`),
  ].join('  ')
}

const causes: Readonly<Record<WireTransition['cause'], string>> = {
  data: 'data',
  clock: 'the clock',
  definition: 'a definition',
  merge: 'a merge',
}

function moveWords({ kind, definition, from, to }: WireTransition): string {
  if (kind === 'segmentation') return `${style.name(definition)} ${from} → ${to}`
  return to === 'in'
    ? `${style.good('entered')} ${style.name(definition)}`
    : `${style.bad('left')} ${style.name(definition)}`
}
