import type { Profiles } from '../ports/profiles.ts'
import { decodeRecord } from '../profiles/record/decode-record.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LivePrograms } from './live-programs.ts'

export interface WalkSetting {
  readonly profiles: Profiles
  readonly loop: LiveLoop
  readonly programs: LivePrograms
  readonly chunk: number
}

/**
 * Brings every record up to the program in force, so that the moves it made are noted. Reads do not wait for it: they
 * bring up what they read. Begins anew after a restart; what is up already is only read.
 */
export async function walkRecords(
  { profiles, loop, programs, chunk }: WalkSetting,
  progress: (done: number, of: number) => void,
): Promise<void> {
  if (programs.course.isWalked) return
  const of = await profiles.count('records')
  const { number } = programs.inForce
  let from: Uint8Array | undefined
  for (let done = 0; ; done += chunk) {
    const { keys, next } = await oldRecords(profiles, programs, from, chunk)
    if (keys.length > 0) {
      await loop.submit({
        items: 0,
        isAlone: true,
        run: async turn => {
          await turn.load(keys)
          for (const key of keys)
            if ((await turn.stored(key))?.fill === turn.inForce.fill) await turn.settled(key)
        },
      })
    }
    progress(Math.min(done + chunk, of), of)
    if (next === undefined) break
    from = next
  }
  await loop.submit({
    items: 0,
    isAlone: true,
    run: async turn => {
      if (programs.inForce.number !== number) return
      programs.advance(turn, { isWalked: true, programs: programs.course.programs.slice(-1) })
    },
  })
}

/** The keys of records of an earlier program among the next few, and where to go on. */
async function oldRecords(
  profiles: Profiles,
  { inForce }: LivePrograms,
  from: Uint8Array | undefined,
  limit: number,
): Promise<{ readonly keys: readonly Uint8Array[]; readonly next: Uint8Array | undefined }> {
  const keys: Uint8Array[] = []
  let last: Uint8Array | undefined
  let seen = 0
  for await (const { key, value } of profiles.range('records', {
    limit,
    ...(from === undefined ? {} : { from }),
  })) {
    const { program, fill } = decodeRecord(value)
    if (program !== inForce.number && fill === inForce.fill) keys.push(key)
    last = key
    seen += 1
  }
  return { keys, next: last === undefined || seen < limit ? undefined : Buffer.concat([last, Buffer.of(0)]) }
}
