/** What the call of a route is, to the audit log. */
export type Noted =
  /** Something is another than before: noted before it is answered. */
  | 'change'
  /** Somebody's data is looked at. */
  | 'look'
  /** The same from programs, many times a second: counted by caller and minute. */
  | 'counted'
  /** About nobody, and nothing changes. */
  | 'no'

interface PermissionRow {
  readonly allows: string
  readonly noted: Noted
}

/** What somebody may do, each with whether the audit log notes it. Every route of the contract names the one it needs. */
export const permissions = {
  'workspace:read': { allows: 'settings, what is stored, what is current', noted: 'no' },
  'operations:read': {
    allows: 'state of the stores and of the live half, imports and refreshes that ran',
    noted: 'no',
  },
  'definitions:read': { allows: 'definitions, their versions and their problems', noted: 'no' },
  'definitions:plan': { allows: 'what a change would do, and to whom', noted: 'look' },
  'definitions:propose': { allows: 'proposing a change to the owner of a definition', noted: 'change' },
  'definitions:write': { allows: 'changing definitions', noted: 'change' },
  'segments:read': { allows: 'segments, classes, groups and models by their figures', noted: 'no' },
  'members:read': { allows: 'lists of customers', noted: 'look' },
  'members:export': { allows: 'lists of customers as files', noted: 'look' },
  'customers:read': { allows: 'one customer at a time', noted: 'look' },
  'customers:now': { allows: 'where one customer stands this moment, for a program', noted: 'counted' },
  'personal:read': { allows: 'what is marked as personal, which others see masked', noted: 'no' },
  'privacy:read': {
    allows: 'everything that is held on one person, and receipts of erasures',
    noted: 'look',
  },
  'privacy:erase': { allows: 'erasing customers', noted: 'change' },
  'consents:write': { allows: 'noting what a customer consents to', noted: 'change' },
  'events:write': { allows: 'sending events and what is known of customers', noted: 'counted' },
  'identities:write': { allows: 'joining customers and taking them apart', noted: 'change' },
  'data:import': { allows: 'importing files', noted: 'change' },
  'refreshes:run': { allows: 'evaluating all definitions anew', noted: 'change' },
  'discoveries:run': { allows: 'finding groups', noted: 'change' },
  'models:train': { allows: 'training models', noted: 'change' },
  'hooks:read': { allows: 'web hooks and what they could not deliver', noted: 'look' },
  'hooks:write': { allows: 'having other systems told of moves', noted: 'change' },
  'access:read': { allows: 'users and keys', noted: 'no' },
  'access:write': { allows: 'making, changing and ending users and keys', noted: 'change' },
  'audit:read': { allows: 'the audit log', noted: 'no' },
} as const satisfies Readonly<Record<string, PermissionRow>>

export type Permission = keyof typeof permissions

/** A route without one: for everybody, or for everybody who has signed in. */
export type Need = Permission | 'nothing' | 'signed_in'
