import type { Clock, LinkStore, OneTimeLink } from '@kindred/engine'
import { ServerError } from '../errors.ts'
import { hashOfSecret, newSecret } from './secret.ts'

/** A day: long enough for one who reads her mail tomorrow. */
const GOOD_FOR = 86_400_000

/** A link as it is handed over, once. */
export interface HandedLink {
  readonly token: string
  readonly expiresAt: number
}

/** Makes a link; one made for the same before is good no more. */
export async function makeLink(
  { links, clock }: { readonly links: LinkStore; readonly clock: Clock },
  purpose: OneTimeLink['purpose'],
  user?: string,
): Promise<HandedLink> {
  const token = newSecret('')
  const expiresAt = clock() + GOOD_FOR
  await links.add({ hash: hashOfSecret(token), purpose, user, expiresAt })
  return { token, expiresAt }
}

/** Whether a link is good for this; it stays so. @throws ServerError `link_not_good` */
export async function requireLink(
  { links, clock }: { readonly links: LinkStore; readonly clock: Clock },
  purpose: OneTimeLink['purpose'],
  token: string,
): Promise<OneTimeLink> {
  const link = await links.get(hashOfSecret(token))
  if (link === undefined || link.purpose !== purpose || link.expiresAt <= clock())
    throw new ServerError('link_not_good', {})
  return link
}

/** Uses a link up. @throws ServerError `link_not_good` when another was quicker. */
export async function useLink(links: LinkStore, token: string): Promise<void> {
  if ((await links.take(hashOfSecret(token))) === undefined) throw new ServerError('link_not_good', {})
}
