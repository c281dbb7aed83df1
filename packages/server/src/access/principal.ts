import type { Permission, Role } from '@kindred/api'
import { permissionsOf } from '@kindred/api'
import type { ApiKey, AuditActor, Editor, User } from '@kindred/engine'

/** Who asks. */
export type Principal =
  /** Who can read the folder: the command line, and the browser it opened. */
  | { readonly kind: 'owner'; readonly name: string; readonly role: 'admin' }
  | { readonly kind: 'user'; readonly user: User; readonly role: Role; readonly signIn: string }
  | { readonly kind: 'key'; readonly key: ApiKey; readonly role: Role }
  | { readonly kind: 'nobody' }

export const NOBODY: Principal = { kind: 'nobody' }

export function mayDo(principal: Principal, permission: Permission): boolean {
  return principal.kind !== 'nobody' && permissionsOf(principal.role).includes(permission)
}

/** How the audit log calls whoever asks. */
export function actorOf(principal: Principal): AuditActor {
  if (principal.kind === 'user') return { kind: 'user', id: principal.user.id, name: principal.user.email }
  if (principal.kind === 'key') return { kind: 'key', id: principal.key.id, name: principal.key.name }
  if (principal.kind === 'owner') return { kind: 'owner', id: 'owner', name: principal.name }
  return { kind: 'nobody', id: '', name: '' }
}

/** In whose name something is stored: only the owner of the folder may speak for others. */
export function authorOf(principal: Principal, given: string | undefined): string {
  if (principal.kind === 'owner') return given ?? principal.name
  return principal.kind === 'key' ? `key ${principal.key.name}` : actorOf(principal).name
}

/** What she may change of what others own; undefined for admins: everything. */
export function editorOf(principal: Principal): Editor | undefined {
  if (principal.kind === 'nobody') return { name: 'nobody', owns: [] }
  if (principal.role === 'admin') return undefined
  if (principal.kind === 'key') return { name: `The key '${principal.key.name}'`, owns: [principal.key.name] }
  const { name, email, teams } = principal.user
  return { name: email, owns: [name, email, ...teams] }
}
