import { z } from 'zod'
import { EngineError } from '../../errors.ts'

const WHAT = 'the course of programs'
const FORMAT = 1

const layout = z.object({
  segments: z.array(z.string()),
  segmentations: z.array(z.object({ id: z.string(), classes: z.array(z.string()) })),
})

const enteredProgram = z.object({
  /** Rises with each. */
  number: z.int(),
  /** Rises with each that needs something else to be kept. */
  fill: z.int(),
  fingerprint: z.string(),
  /** Version of the definitions. */
  version: z.int(),
  /** Where the population is cut, by segmentation. */
  cutoffs: z.record(z.string(), z.array(z.array(z.string()))),
  /** The instant it came into force. */
  switchedAt: z.int(),
  layout,
})

const course = z.object({
  format: z.literal(FORMAT),
  /** Of this store: another one, begun anew, has another. */
  store: z.string(),
  /** Oldest first; the last is in force. The others are there for records that have not been brought up to it. */
  programs: z.array(enteredProgram),
  /** Customers up to and with this id have been filled; absent: nobody. */
  filledUpTo: z.string().optional(),
  isFilled: z.boolean(),
  /** Every record has been brought up to the program in force. */
  isWalked: z.boolean(),
  /** What the warehouse had when the present filling began. */
  fillBatch: z.int().optional(),
  /** Everything of the warehouse up to this batch is in the records. */
  takenIn: z.int(),
})

/** One program and since when it is in force. */
export type EnteredProgram = z.infer<typeof enteredProgram>

/** Which programs there are and how far the records have come: where a restart goes on. */
export type ProgramCourse = z.infer<typeof course>

export function newCourse(store: string): ProgramCourse {
  return { format: FORMAT, store, programs: [], isFilled: true, isWalked: true, takenIn: 0 }
}

export function encodeCourse(given: ProgramCourse): Uint8Array {
  return Buffer.from(JSON.stringify(given))
}

/** @throws EngineError `profile_not_readable` */
export function decodeCourse(bytes: Uint8Array): ProgramCourse {
  const read = course.safeParse(parsed(bytes))
  if (read.success) return read.data
  throw new EngineError('profile_not_readable', { what: WHAT }, { cause: read.error })
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw new EngineError('profile_not_readable', { what: WHAT }, { cause })
  }
}
