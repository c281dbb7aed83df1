import { argv, stdout } from 'node:process'
import { openLmdbProfiles } from '../open-lmdb-profiles.ts'

/** A process that commits ten entries at a time until the disk takes no more, and tells what it came to. */
const profiles = await openLmdbProfiles({ folder: argv[2] ?? '' })
const key = (commit: number, index: number) => new Uint8Array(Buffer.from(`${commit}-${index}`))
const entriesOf = (commit: number, value: Uint8Array | undefined) =>
  Array.from({ length: 10 }, (_, index) => ({ space: 'records' as const, key: key(commit, index), value }))

const value = new Uint8Array(100_000).fill(7)
let made = 0
let code: unknown
while (code === undefined) {
  await profiles.commit({ changes: entriesOf(made, value) }).then(
    () => {
      made += 1
    },
    (thrown: unknown) => {
      code = Reflect.get(Object(thrown), 'code')
    },
  )
}
const count = await profiles.count('records')
const isGoingOn = await profiles.commit({ changes: entriesOf(0, undefined) })
await profiles.close()
stdout.write(JSON.stringify({ made, code, count, isGoingOn }))
