import type { NodeHealth } from '@kindred/engine'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { FORMAT, type RedisConnection } from './redis-connection.ts'
import { readServerReport, type ServerReport } from './server-report.ts'

/** How long a server may take to say that it is there. */
const PATIENCE = 5_000

/** What the server is, and the gravest of what is wrong with it; never throws. */
export async function healthOf(connection: RedisConnection): Promise<NodeHealth> {
  const { node } = connection.address
  try {
    const { report, stored } = await connection.askAtOnce(PATIENCE, async redis => ({
      report: await readServerReport(redis),
      stored: await redis.get(connection.keys.format),
    }))
    const schemaVersion = stored === null ? FORMAT : Number(stored)
    const about = { node, reachable: true, engineVersion: report.version, schemaVersion }
    const error = wrongOf(report, schemaVersion, node)
    return error === undefined ? about : { ...about, problem: sentencesOf(error) }
  } catch (thrown) {
    if (!(thrown instanceof ProfilesError)) throw thrown
    const reachable = thrown.code !== 'profiles_unreachable'
    return { node, reachable, problem: sentencesOf(thrown) }
  }
}

function wrongOf(report: ServerReport, format: number, node: string): ProfilesError | undefined {
  if (format !== FORMAT)
    return new ProfilesError('profiles_format_newer', { node: `at ${node}`, found: format, known: FORMAT })
  if (report.isReplica) return new ProfilesError('profiles_read_only', { node })
  if (report.eviction !== 'noeviction')
    return new ProfilesError('profiles_evicting', { node, policy: report.eviction })
  if (report.sync === undefined) return new ProfilesError('profiles_durability_untold', { node })
  if (report.sync === 'off') return new ProfilesError('profiles_not_logged', { node })
  if (report.sync !== 'always') return new ProfilesError('profiles_logged_late', { node, sync: report.sync })
  return undefined
}

function sentencesOf({ says, remedy }: ProfilesError) {
  return { says, remedy }
}
