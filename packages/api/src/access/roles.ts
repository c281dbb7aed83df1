import { type Permission, permissions } from './permissions.ts'

/** What somebody is in a workspace. */
export const roles = ['admin', 'marketer', 'analyst', 'agent', 'ingest', 'decide'] as const
export type Role = (typeof roles)[number]

const reading: readonly Permission[] = [
  'workspace:read',
  'operations:read',
  'definitions:read',
  'definitions:plan',
  'definitions:propose',
  'segments:read',
  'members:read',
  'members:export',
  'customers:read',
  'customers:now',
]

const granted: Readonly<Record<Role, readonly Permission[]>> = {
  admin: Object.keys(permissions) as Permission[],
  marketer: [
    ...reading,
    'definitions:write',
    'refreshes:run',
    'data:import',
    'discoveries:run',
    'hooks:read',
    'consents:write',
  ],
  analyst: [...reading, 'refreshes:run', 'discoveries:run', 'models:train'],
  // Who talks with a customer must know whom she talks with: the only role but admin that sees what is personal.
  agent: ['workspace:read', 'customers:read', 'customers:now', 'personal:read', 'consents:write'],
  ingest: ['events:write'],
  decide: ['customers:now'],
}

/**
 * What a role may do.
 *
 * @example
 * permissionsOf('ingest')   // ['events:write']
 */
export function permissionsOf(role: Role): readonly Permission[] {
  return granted[role]
}
