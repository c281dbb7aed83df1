import { argv, stdout } from 'node:process'
import { openLmdbProfiles } from '../open-lmdb-profiles.ts'

/**
 * A process that commits in groups and tells the number of each commit once it is acknowledged; until it is killed.
 * Commit n writes n under three keys of three spaces, and takes away what commit n − 10 wrote in the outbox.
 */
const profiles = await openLmdbProfiles({ folder: argv[2] ?? '' })
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const latest = (await profiles.read('state', [bytes('latest')]))[0]
let next = latest === undefined ? 1 : Number(Buffer.from(latest).toString()) + 1

async function commit(number: number): Promise<void> {
  const value = bytes(`${number}`.padEnd(1 + (number % 900), '.'))
  await profiles.commit({
    changes: [
      { space: 'records', key: bytes(`r${number}`), value },
      { space: 'outbox', key: bytes(`o${number}`), value },
      { space: 'outbox', key: bytes(`o${number - 10}`), value: undefined },
      { space: 'state', key: bytes('latest'), value: bytes(`${number}`) },
    ],
  })
  stdout.write(`${number}\n`)
}

for (;;) {
  const group = Array.from({ length: 20 }, (_, index) => commit(next + index))
  next += group.length
  await Promise.all(group)
}
