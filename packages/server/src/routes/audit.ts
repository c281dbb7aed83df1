import type { WireAuditEntry } from '@kindred/api'
import { type AuditEntry, type AuditLog, brokenAt } from '@kindred/engine'
import { pseudonymOf } from '../access/targets-of.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

const PAGE = 5_000

export function auditHandlers(services: Services): Handlers<'audit' | 'auditCheck'> {
  const { engine, trail, workspaceId } = services
  const { audit: log } = engine.catalog
  return {
    async audit({ who, what, target, from, to, before, limit }) {
      // What is being counted would be missed by whoever looks just now.
      await trail.writeAll()
      const zone = await workspaceZone(services)
      const [since, until] = [optionalReadInstant(from, zone, 'from'), optionalReadInstant(to, zone, 'to')]
      const entries = await log.list({
        limit,
        ...(who === undefined ? {} : { who }),
        ...(what === undefined ? {} : { what }),
        ...(target === undefined ? {} : { target: storedTarget(target, await workspaceId()) }),
        ...(since === undefined ? {} : { from: since }),
        ...(until === undefined ? {} : { to: until }),
        ...(before === undefined ? {} : { before }),
      })
      return { entries: entries.map(entryAnswer), next: nextOf(entries, limit) }
    },
    async auditCheck() {
      await trail.writeAll()
      return checkedChain(log)
    },
  }
}

/** `customer:C000042` as it stands in the log; a pseudonym as it is. */
function storedTarget(target: string, workspace: string): string {
  const customer = /^customer:(?!~[0-9a-f]{16}$)(.+)$/s.exec(target)?.[1]
  return customer === undefined ? target : `customer:${pseudonymOf(workspace, customer)}`
}

function nextOf(entries: readonly AuditEntry[], limit: number): number | null {
  const last = entries.at(-1)
  return entries.length === limit && last !== undefined && last.number > 1 ? last.number : null
}

function entryAnswer({ at, targets, actor, code, hash: _, ...entry }: AuditEntry): WireAuditEntry {
  return {
    ...entry,
    at: instantText(at),
    actor: { ...actor },
    targets: [...targets],
    ...(code === undefined ? {} : { code }),
  }
}

/** From the beginning, page by page. */
async function checkedChain(log: AuditLog) {
  let last: AuditEntry | undefined
  for (;;) {
    const page = await log.after(last?.number ?? 0, PAGE)
    const broken = brokenAt(last, page)
    last = page.at(-1) ?? last
    const newest = last === undefined ? null : { number: last.number, hash: last.hash }
    if (broken !== undefined) return { sound: false, entries: last?.number ?? 0, broken_at: broken, newest }
    if (page.length < PAGE) return { sound: true, entries: last?.number ?? 0, newest }
  }
}
