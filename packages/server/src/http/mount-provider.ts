import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuditTrail } from '../access/audit-trail.ts'
import { actorOf, NOBODY, type Principal } from '../access/principal.ts'
import { isLoopback } from '../access/same-origin.ts'
import { sessionCookie } from '../access/session-cookie.ts'
import type { SignInJourney, SignInProvider } from '../access/sign-in-provider.ts'
import { type SigningPorts, signIn } from '../access/signing-in.ts'
import { userOfPerson } from '../access/user-of-person.ts'
import { ServerError } from '../errors.ts'

const COOKIE = 'kindred_sign_in'
const PATH = '/v1/session/provider'
/** In seconds: how long somebody may take at the provider. */
const PATIENCE = 600

export interface ProviderOptions extends SigningPorts {
  readonly provider: SignInProvider
  readonly trail: AuditTrail
}

/** The way to the identity provider and back, for browsers: both answer with a redirection. */
export function mountProvider(app: FastifyInstance, options: ProviderOptions): void {
  const { provider, gate } = options
  app.get(PATH, { config: { isOpen: true, route: 'signInProvider' } }, async (request, reply) => {
    gate.countTry(request.ip)
    const { url, journey } = await provider.begin()
    keep(request, reply, Buffer.from(JSON.stringify(journey)).toString('base64url'), PATIENCE)
    return reply.redirect(url)
  })
  app.get(
    `${PATH}/callback`,
    { config: { isOpen: true, route: 'signInCallback' } },
    async (request, reply) => {
      gate.countTry(request.ip)
      keep(request, reply, '', 0)
      await comeBack(options, request, reply)
      // A page of this server: the cookie is not sent along on a way that began elsewhere.
      return reply.redirect('/')
    },
  )
}

async function comeBack(
  options: ProviderOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { provider, store, trail, clock } = options
  let principal: Principal = NOBODY
  try {
    const person = await provider.finish(request.url.split('?')[1] ?? '', journeyOf(request))
    const user = await userOfPerson(store.users, provider.address, person, clock())
    const become = (next: Principal) => {
      principal = next
    }
    await signIn(options, user, { cookie: sessionCookie(request, reply), become })
    trail.note({
      actor: actorOf(principal),
      action: 'signIn',
      targets: [`user:${user.id}`],
      outcome: 'done',
      code: undefined,
    })
  } catch (error) {
    const code = error instanceof ServerError ? error.code : 'internal_error'
    trail.note({ actor: actorOf(principal), action: 'signIn', targets: [], outcome: 'refused', code })
    throw error
  } finally {
    await trail.write()
  }
}

/** Lax: the way back begins on a page of the provider. Nothing but that way gets it. */
function keep(request: FastifyRequest, reply: FastifyReply, value: string, seconds: number): void {
  const secure = isLoopback(request) ? '' : '; Secure'
  reply.header(
    'set-cookie',
    `${COOKIE}=${value}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  )
  reply.header('cache-control', 'no-store')
}

/** @throws ServerError `provider_refused` */
function journeyOf({ headers }: FastifyRequest): SignInJourney {
  const pair = headers.cookie?.split(/;\s*/).find(each => each.startsWith(`${COOKIE}=`))
  try {
    const kept: Partial<SignInJourney> = JSON.parse(
      Buffer.from(pair?.slice(COOKIE.length + 1) ?? '', 'base64url').toString('utf8'),
    )
    const { state, nonce, verifier } = kept
    if (typeof state === 'string' && typeof nonce === 'string' && typeof verifier === 'string')
      return { state, nonce, verifier }
  } catch {
    // Said below, as for one that is not there.
  }
  throw new ServerError('provider_refused', {})
}
