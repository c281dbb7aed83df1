import { createHash } from 'node:crypto'
import type { AttributeDefinition, IdentifyingRule } from '../../records/definitions.ts'
import type { LiveRecord } from '../record/live-record.ts'

/** What a customer's record says that tells who she is. */
export interface IdentityClaim {
  readonly attribute: string
  /** Where whoever was the first to have this value is noted, in the space of identities. */
  readonly key: Uint8Array
  readonly customer: string
}

/** Begins the keys of values in the space of identities: no id begins with it in UTF-8, and no hashed one. */
const VALUES = 0xfd

/** All of them. */
export const claimKeys: { readonly from: Uint8Array; readonly to: Uint8Array } = {
  from: Buffer.of(VALUES),
  to: Buffer.of(VALUES + 1),
}

/**
 * The claims of a record that it did not make before: of attributes that identify, known, verified where they are to be,
 * and not among the values that say nothing: those that are blocked, and what is written everywhere for nothing at all. Text
 * is compared without case and without space around it.
 *
 * @param before - The record as it was; all claims are new where it was made by other definitions, or not there.
 *
 * @example
 * newClaims(undefined, anna, { email: { type: 'text', identifies: { blocked: ['unknown'], limit: 10 } } })
 */
export function newClaims(
  before: LiveRecord | undefined,
  after: LiveRecord,
  attributes: Readonly<Record<string, AttributeDefinition>>,
): readonly IdentityClaim[] {
  const claims: IdentityClaim[] = []
  if (after.mergedInto !== undefined) return claims
  for (const [attribute, { identifies }] of Object.entries(attributes)) {
    if (identifies === undefined) continue
    const value = identifyingValue(after, attribute, identifies)
    const isOld =
      before?.program === after.program && identifyingValue(before, attribute, identifies) === value
    if (value === undefined || isOld) continue
    claims.push({ attribute, key: valueKey(attribute, value), customer: after.id })
  }
  return claims
}

function identifyingValue(
  { attributes }: LiveRecord,
  attribute: string,
  { verifiedBy, blocked }: IdentifyingRule,
): string | undefined {
  if (verifiedBy !== undefined && attributes.get(verifiedBy)?.value !== true) return undefined
  const value = attributes.get(attribute)?.value
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const compared = comparedAs(String(value))
  return saysNothing(compared) || blocked.some(each => comparedAs(each) === compared) ? undefined : compared
}

/** Written where nothing is known, by people and by programs. */
const placeholders: ReadonlySet<string> = new Set(['unknown', 'none', 'null', 'undefined', 'n/a', 'nan'])

/** Whoever has such a value shares it with strangers: also one that is nothing but zeros and signs. */
function saysNothing(compared: string): boolean {
  return placeholders.has(compared) || !/[\p{L}\p{N}]/u.test(compared.replaceAll('0', ''))
}

function comparedAs(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}

/** Values are people's: the key holds a hash of one. */
function valueKey(attribute: string, value: string): Uint8Array {
  const hash = createHash('sha256')
    .update(JSON.stringify([attribute, value]))
    .digest()
  return Buffer.concat([Buffer.of(VALUES), hash])
}
