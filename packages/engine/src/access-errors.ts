import type { Row } from './error-row.ts'

/** What the sentence of each refusal about access is made of. */
export interface AccessErrorParameters {
  email_taken: Record<never, never>
  nothing_proposed: Record<never, never>
  proposal_unknown: { id: string }
  proposal_closed: { state: string; by: string }
  proposal_outdated: { definition: string }
  not_owner: { others: readonly { definition: string; owner: string }[]; actor: string }
}

/** What can be wrong with who comes in, or with what she changes. Part of `engineErrors`. */
export const accessErrors: {
  readonly [C in keyof AccessErrorParameters]: Row<AccessErrorParameters[C]>
} = {
  email_taken: {
    says: () => 'There is a user with this e-mail already.',
    remedy: () =>
      'List the users (`kindred users list`); one that is disabled comes back with `kindred users enable`.',
  },
  nothing_proposed: {
    says: () => 'What is proposed is what is stored already.',
    remedy: () => 'Change something in it first.',
  },
  proposal_unknown: {
    says: p => `There is no proposal '${p.id}'.`,
    remedy: () => 'List those there are with GET /v1/proposals.',
  },
  proposal_closed: {
    says: p => `The proposal is ${p.state} already, by '${p.by}'.`,
    remedy: () => 'Propose it again if it is still wanted.',
  },
  proposal_outdated: {
    says: p => `The ${p.definition} was changed since the proposal was made.`,
    remedy: () => 'Refuse it, and propose or make the change anew from what is stored now.',
  },
  not_owner: {
    says: p =>
      `${p.actor} does not own ${p.others.map(each => `the ${each.definition} (owner: '${each.owner}')`).join(', ')}; nothing was stored.`,
    remedy: () =>
      'Propose the change (POST /v1/proposals) to the owner or an admin, or leave these definitions as they are.',
  },
}
