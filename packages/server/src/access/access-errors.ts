/** What a refusal about access is made of. Never a password, a key, a token or an e-mail. */
export interface AccessErrorParameters {
  token_wrong: Record<never, never>
  permission_missing: { route: string; needs: string; role: string }
  column_masked: { column: string }
  key_not_for_this: { route: string; what: string }
  origin_wrong: Record<never, never>
  rate_limited: { seconds: number; perMinute: number }
  sign_in_wrong: Record<never, never>
  sign_in_locked: { seconds: number }
  link_not_good: Record<never, never>
  password_weak: { problem: string }
  already_set_up: Record<never, never>
  user_unknown: { id: string }
  key_unknown: { id: string }
  route_name_unknown: { name: string; nearest: string | undefined }
  expires_in_the_past: { given: string }
  last_admin: Record<never, never>
  admin_missing: { host: string }
  provider_not_usable: { issuer: string }
  provider_refused: Record<never, never>
  not_invited: Record<never, never>
}

interface Row<P> {
  readonly status: number
  says(given: P): string
  remedy(given: P): string
}

/** Why somebody may not come in, or not do something. Part of `serverErrors`. */
export const accessErrors: {
  readonly [C in keyof AccessErrorParameters]: Row<AccessErrorParameters[C]>
} = {
  token_wrong: {
    status: 401,
    says: () => 'The request came without a key or a sign-in that is good.',
    remedy: () =>
      "Send a key as 'authorization: Bearer …' (`kindred keys create`), or sign in; `kindred` reads its own from the workspace folder.",
  },
  permission_missing: {
    status: 403,
    says: p => `'${p.route}' needs '${p.needs}', which the role '${p.role}' does not have.`,
    remedy: () => 'Ask an admin for another role, or for somebody who has it to do this.',
  },
  column_masked: {
    status: 403,
    says: p => `'${p.column}' is personal, and an order by it would tell what your role does not see.`,
    remedy: () => 'Sort by another column, or ask an admin for a role that sees what is personal.',
  },
  key_not_for_this: {
    status: 403,
    says: p => `This key may not be used for ${p.what} by '${p.route}'.`,
    remedy: () => 'Use another key; `kindred keys list` shows what each is for.',
  },
  origin_wrong: {
    status: 403,
    says: () => 'The request comes from a page of another origin than this server.',
    remedy: () =>
      'Use the console of this server; a proxy in front of it must hand on the header Host as it came.',
  },
  rate_limited: {
    status: 429,
    says: p => `More than ${p.perMinute} requests came within a minute.`,
    remedy: p => `Send it again in ${p.seconds} second${p.seconds === 1 ? '' : 's'}; nothing of it was done.`,
  },
  sign_in_wrong: {
    status: 401,
    says: () => 'E-mail or password is wrong.',
    remedy: () => 'Try again, or ask an admin for a link to choose another password.',
  },
  sign_in_locked: {
    status: 429,
    says: () => 'Too many wrong passwords were given.',
    remedy: p => `Try again in ${p.seconds} seconds, or ask an admin for a link to choose another password.`,
  },
  link_not_good: {
    status: 410,
    says: () => 'This link has been used, has been replaced by a newer one, or has expired.',
    remedy: () => 'Ask an admin for another one: `kindred users reset EMAIL`.',
  },
  password_weak: {
    status: 422,
    says: p => `This password cannot be taken: ${p.problem}.`,
    remedy: () => 'Choose a longer one, such as four words that do not belong together.',
  },
  already_set_up: {
    status: 409,
    says: () => 'There are users already.',
    remedy: () => 'Sign in, or have an admin make a user: `kindred users create`.',
  },
  user_unknown: {
    status: 404,
    says: p => `There is no user '${p.id}'.`,
    remedy: () => 'List those there are with `kindred users list`.',
  },
  key_unknown: {
    status: 404,
    says: p => `There is no key '${p.id}'.`,
    remedy: () => 'List those there are with `kindred keys list`.',
  },
  route_name_unknown: {
    status: 400,
    says: p => `There is no route '${p.name}'.`,
    remedy: p =>
      p.nearest === undefined
        ? 'Names of routes are in docs/reference/api.md, after `client.`.'
        : `Write '${p.nearest}'.`,
  },
  expires_in_the_past: {
    status: 400,
    says: p => `The key would expire at ${p.given}, which has passed.`,
    remedy: () => 'Give a later instant, or none.',
  },
  last_admin: {
    status: 409,
    says: () => 'This is the last admin who can sign in.',
    remedy: () => 'Make another admin first.',
  },
  admin_missing: {
    status: 400,
    says: p => `'${p.host}' can be reached from other machines, and there is no admin with a password yet.`,
    remedy: () =>
      'Serve on this machine first and follow the link that is shown, or `kindred users create NAME EMAIL --role admin`; then give --host again.',
  },
  provider_not_usable: {
    status: 502,
    says: p => `The identity provider ${p.issuer} does not answer as it should.`,
    remedy: () =>
      'Check `sign_in` in the configuration, and that the provider runs; one can sign in by password meanwhile.',
  },
  provider_refused: {
    status: 401,
    says: () =>
      'The identity provider did not vouch for this sign-in, or it was begun elsewhere or too long ago.',
    remedy: () => 'Begin again at /v1/session/provider.',
  },
  not_invited: {
    status: 403,
    says: () => 'The identity provider knows you, and this workspace does not.',
    remedy: () =>
      'Ask an admin to make a user with your e-mail (`kindred users create`), or to give your group a role in `sign_in.roles`.',
  },
}
