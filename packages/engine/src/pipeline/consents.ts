import { formatInstant } from '@kindred/language'
import { EngineError } from '../errors.ts'
import { type ConsentKind, consentKinds } from '../privacy/consent-kinds.ts'
import type { CustomerPatch } from '../records/customer-record.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { ErasePorts } from './erase-ports.ts'
import { personsIds } from './held-of-person.ts'

/** What was said of a consent: given, withdrawn, or not known any more. */
export interface ConsentChange {
  /** UTC milliseconds; 0: always. */
  readonly since: number
  readonly given: boolean | undefined
}

/** A consent of one customer: as it stands, and everything that was ever said of it, oldest first. */
export interface Consent extends ConsentKind {
  readonly given: boolean | undefined
  readonly history: readonly ConsentChange[]
}

/**
 * What a customer has consented to, by channel and purpose. The history is that of the attribute: every value with the
 * instant it holds from, whoever brought it.
 *
 * @throws EngineError `customer_unknown` where nothing was ever said of her, `nothing_defined`.
 */
export async function consentsOf(ports: ErasePorts, customer: string): Promise<readonly Consent[]> {
  const current = await requireDefinitions(ports.catalog)
  await requireVisible(ports, customer, current)
  const patches = await ports.warehouse.patches(await personsIds(ports, customer))
  return consentKinds(current.definitions).map(kind => consentIn(kind, patches, ports.clock()))
}

/** The consents in what was said of somebody, as they stand at an instant. */
export function consentIn(kind: ConsentKind, patches: readonly CustomerPatch[], now: number): Consent {
  const history = patches
    .filter(({ attributes }) => attributes.has(kind.attribute))
    .map(({ since, attributes }) => ({ since, given: truth(attributes.get(kind.attribute)) }))
    .filter((each, at, all) => at === 0 || each.given !== all[at - 1]?.given)
  const standing = history.filter(({ since }) => since <= now).at(-1)
  return { ...kind, given: standing?.given, history }
}

/** The attribute that holds a consent. @throws EngineError `consent_unknown` */
export async function consentKind(
  { catalog }: Pick<ErasePorts, 'catalog'>,
  channel: string,
  purpose: string | undefined,
): Promise<ConsentKind> {
  const kinds = consentKinds((await requireDefinitions(catalog)).definitions)
  const found = kinds.find(each => each.channel === channel && each.purpose === purpose)
  if (found !== undefined) return found
  const known = kinds.map(each =>
    each.purpose === undefined ? each.channel : `${each.channel}, ${each.purpose}`,
  )
  throw new EngineError('consent_unknown', { channel, purpose, known })
}

async function requireVisible(
  ports: ErasePorts,
  customer: string,
  current: CurrentDefinitions,
): Promise<void> {
  const { warehouse, hidden, clock } = ports
  if (!(await hidden.ids()).has(customer)) {
    const ids = await personsIds(ports, customer)
    for (const id of ids) if ((await warehouse.customer(id, Number.MAX_SAFE_INTEGER)) !== undefined) return
  }
  throw new EngineError('customer_unknown', {
    at: formatInstant(clock(), current.compiled.vocabulary.timezone),
  })
}

function truth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
