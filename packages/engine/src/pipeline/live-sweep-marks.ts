import { z } from 'zod'
import { EngineError } from '../errors.ts'
import type { Profiles } from '../ports/profiles.ts'
import { stateKeys } from './live-state-keys.ts'
import type { LiveTurn } from './live-turn.ts'

/** The number of the newest move that was written at an instant. */
type Mark = readonly [at: number, seq: number]

const marksSchema = z.array(z.tuple([z.number(), z.number()]))

/** So many marks stand for the time that moves are kept: what is forgotten is late by one part of it at most. */
const PARTS = 168

/**
 * The number up to which moves were written longer ago than they are kept. A move that was made up for late happened long
 * before it was written, and nobody can have read it before: so it counts when it was written. Notes where the numbers
 * stand now, for later.
 */
export async function writtenBefore(turn: LiveTurn, profiles: Profiles, kept: number): Promise<number> {
  const marks = await readMarks(profiles)
  const due = marks.filter(([at]) => at <= turn.now - kept)
  const coming = marks.slice(due.length)
  const [latest] = marks.at(-1) ?? [Number.NEGATIVE_INFINITY]
  const isNew = turn.now - latest >= kept / PARTS
  if (due.length > 0 || isNew) {
    const left = isNew ? [...coming, [turn.now, turn.counters.transitions]] : coming
    turn.put('state', stateKeys.marks, Buffer.from(JSON.stringify(left)))
  }
  return due.at(-1)?.[1] ?? 0
}

async function readMarks(profiles: Profiles): Promise<readonly Mark[]> {
  const [bytes] = await profiles.read('state', [stateKeys.marks])
  if (bytes === undefined) return []
  const read = marksSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (read.success) return read.data
  throw new EngineError('profile_not_readable', { what: 'the marks of old moves' }, { cause: read.error })
}
