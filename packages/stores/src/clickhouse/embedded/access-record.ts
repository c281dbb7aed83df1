import { readFile, rename, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { identityOf, isAlive, ownIdentity } from '../../workspace/process-identity.ts'
import { WarehouseError } from '../errors.ts'
import { appUser, readerUser, type ServerSettings, serverPaths } from './server-files.ts'

const identity = z.object({ pid: z.int().positive(), started: z.string() })
const accessRecord = z.object({ server: identity, holder: identity })

/** Writes who serves the folder and how to reach it, whole or not at all, readable by this user only. */
export async function recordServer(settings: ServerSettings, pid: number): Promise<void> {
  const { access } = serverPaths(settings.folder)
  const record = {
    server: identityOf(pid),
    holder: ownIdentity(),
    url: `http://127.0.0.1:${settings.httpPort}`,
    users: { [appUser]: settings.password, [readerUser]: settings.readerPassword },
  }
  await writeFile(`${access}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  await rename(`${access}.new`, access)
}

/**
 * Makes sure that no engine works on the folder any more. One whose parent was killed ends by itself within a
 * tenth of a second, and is ended here when it does not (it may hang); one whose parent lives is in use.
 *
 * @throws WarehouseError `warehouse_in_use`
 */
export async function refuseLivingServer(folder: string): Promise<void> {
  const record = await readRecord(folder)
  if (record === undefined || !isAlive(record.server)) return
  if (isAlive(record.holder)) throw new WarehouseError('warehouse_in_use', { folder, pid: record.holder.pid })
  process.kill(record.server.pid, 'SIGKILL')
  while (isAlive(record.server)) await pause(5)
}

async function readRecord(folder: string): Promise<z.infer<typeof accessRecord> | undefined> {
  try {
    return accessRecord.parse(JSON.parse(await readFile(serverPaths(folder).access, 'utf8')))
  } catch {
    // Not there, or cut off by a crash: nothing can be learned from it.
    return undefined
  }
}
