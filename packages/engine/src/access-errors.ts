import type { Row } from './error-row.ts'

/** What the sentence of each refusal about access is made of. */
export interface AccessErrorParameters {
  email_taken: Record<never, never>
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
  not_owner: {
    says: p =>
      `${p.actor} does not own ${p.others.map(each => `the ${each.definition} (owner: '${each.owner}')`).join(', ')}; nothing was stored.`,
    remedy: () => 'Ask the owner or an admin to apply the change, or leave these definitions as they are.',
  },
}
