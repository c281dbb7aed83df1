import { z } from 'zod'
import { type Permission, permissions } from '../access/permissions.ts'
import { email, role, shownName } from '../wire/role.ts'
import { json } from './route.ts'

const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]]

const session = z.object({
  /** `null`: nobody has signed in, or it is a key that asks. Of the owner of the folder, `email` is `null`. */
  user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), role }).nullable(),
  permissions: z.array(z.enum(permissionNames)),
  /** Whether there is no user yet: the first is made with the link that the server shows when it starts. */
  setup: z.boolean(),
  /** Whether one can sign in through an identity provider, by GET /v1/session/provider. */
  provider: z.object({ name: z.string() }).nullable(),
})
export type WireSession = z.infer<typeof session>

const password = z.string().max(2000)
const token = z.string().min(1).max(200)

export const sessionRoutes = {
  session: json('GET', {
    path: '/v1/session',
    needs: 'nothing',
    does: 'Who is asking, and what she may do.',
    response: session,
  }),
  signIn: json('POST', {
    path: '/v1/session',
    needs: 'nothing',
    does: 'Signs a browser in: the answer carries a cookie that no script can read.',
    body: z.object({ email, password }),
    response: session,
  }),
  signOut: json('DELETE', {
    path: '/v1/session',
    needs: 'nothing',
    does: 'Signs the browser out.',
    response: session,
  }),
  setUp: json('POST', {
    path: '/v1/session/setup',
    needs: 'nothing',
    does: 'Makes the first admin, with the one-time link of the first start, and signs her in.',
    body: z.object({ token, name: shownName, email, password }),
    response: session,
  }),
  choosePassword: json('POST', {
    path: '/v1/session/reset',
    needs: 'nothing',
    does: 'Chooses a password with a one-time link, and signs in; all other browsers of this user are signed out.',
    body: z.object({ token, password }),
    response: session,
  }),
  changePassword: json('POST', {
    path: '/v1/session/password',
    needs: 'signed_in',
    does: 'Changes the password; all other browsers of this user are signed out.',
    body: z.object({ current: password, password }),
    response: session,
  }),
}
