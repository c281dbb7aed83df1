import { z } from 'zod'
import { EngineError } from '../../errors.ts'
import type { Profiles } from '../../ports/profiles.ts'
import type { Change } from './find-of-person.ts'

const answer = z.looseObject({ outcomes: z.array(z.looseObject({ id: z.string().optional() })) })

/** Answers lie under 0 and the hash of their key; under 1 there are instants alone. */
const byKey = { from: Buffer.of(0), to: Buffer.of(1) }

/** Answers by idempotency key that name one of these: what was accepted stays accepted, under a pseudonym. */
export async function findRequests(
  profiles: Profiles,
  theirs: ReadonlySet<string>,
  pseudonymOf: (id: string) => string,
): Promise<readonly Change[]> {
  const changes: Change[] = []
  for await (const { key, value } of profiles.range('requests', byKey)) {
    const read = answer.safeParse(JSON.parse(Buffer.from(value).toString('utf8')))
    if (!read.success)
      throw new EngineError(
        'profile_not_readable',
        { what: 'the answer to a request' },
        { cause: read.error },
      )
    const { outcomes } = read.data
    if (!outcomes.some(({ id }) => id !== undefined && theirs.has(id))) continue
    const left = outcomes.map(each =>
      each.id !== undefined && theirs.has(each.id) ? { ...each, id: pseudonymOf(each.id) } : each,
    )
    const text = JSON.stringify({ ...read.data, outcomes: left })
    changes.push({ space: 'requests', key, value: Buffer.from(text) })
  }
  return changes
}
