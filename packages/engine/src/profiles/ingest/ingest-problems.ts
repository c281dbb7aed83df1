/** Why one item that was sent is refused: the others of its request are not held up. `docs/reference/errors.md` has a row for each. */
interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}

/** What the sentence of each refusal is made of. They go to the sender and nowhere else: what was given may be shown. */
export interface IngestProblemParameters {
  id_unfit: { what: string; given: string }
  event_not_declared: { event: string; nearest: string | undefined; declare: string }
  property_not_declared: { event: string; property: string; nearest: string | undefined; declare: string }
  attribute_not_declared: { attribute: string; nearest: string | undefined; declare: string }
  value_unfit: { what: string; wanted: string; given: string }
  instant_too_far_ahead: { what: string; given: string; now: string }
  customer_erased: Record<never, never>
}

export type IngestProblemCode = keyof IngestProblemParameters

const nearestOr = (nearest: string | undefined, declare: string): string =>
  `${nearest === undefined ? 'Add' : `Write '${nearest}', or add`} to the definitions: ${declare}`

export const ingestProblems: { readonly [C in IngestProblemCode]: Row<IngestProblemParameters[C]> } = {
  id_unfit: {
    says: p =>
      `${p.what} should be text of 1 to 1,000 characters, none of them a control character, and is ${p.given}.`,
    remedy: p =>
      `Give ${p.what.charAt(0).toLowerCase()}${p.what.slice(1)} as it stands in the system it comes from.`,
  },
  event_not_declared: {
    says: p => `No event '${p.event}' is declared.`,
    remedy: p => nearestOr(p.nearest, p.declare),
  },
  property_not_declared: {
    says: p => `The event '${p.event}' has no property '${p.property}'.`,
    remedy: p => nearestOr(p.nearest, p.declare),
  },
  attribute_not_declared: {
    says: p => `No attribute '${p.attribute}' is declared.`,
    remedy: p => nearestOr(p.nearest, p.declare),
  },
  value_unfit: {
    says: p => `${p.what} should be ${p.wanted}, and is ${p.given}.`,
    remedy: p => `Send ${p.wanted}, or leave it out where it is not known.`,
  },
  instant_too_far_ahead: {
    says: p => `${p.what} is ${p.given}, more than a day after now, ${p.now}.`,
    remedy: () =>
      'Send an instant that has passed, with `Z` or an offset, and check the clock of the sender.',
  },
  customer_erased: {
    says: () => 'The customer was erased: nothing of her is taken in any more.',
    remedy: () => 'Remove her from the system that sends this; somebody new gets an id of her own.',
  },
}

/** A refusal as the sender is told it. */
export interface Refusal {
  readonly code: IngestProblemCode
  readonly says: string
  readonly remedy: string
}

export function refusal<C extends IngestProblemCode>(code: C, given: IngestProblemParameters[C]): Refusal {
  const row: Row<IngestProblemParameters[C]> = ingestProblems[code]
  return { code, says: row.says(given), remedy: row.remedy(given) }
}
