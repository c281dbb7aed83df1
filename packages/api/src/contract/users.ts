import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { email, role, shownName } from '../wire/role.ts'
import { json } from './route.ts'

const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  /** In whose name, beside her own, she owns definitions. */
  teams: z.array(z.string()),
  created_at: instant,
  /** `invited`: has no password and no identity yet. `locked`: too many wrong passwords; it opens by itself. */
  state: z.enum(['active', 'invited', 'locked', 'disabled']),
})
export type WireUser = z.infer<typeof user>

/** Goes into `/setup#token=…` or `/reset#token=…` of the console; whoever has it can use it, once. */
const link = z.object({ token: z.string(), expires_at: instant })

const id = z.object({ id: z.string().min(1).max(100) })
const teams = z.array(shownName).max(100)
const password = z.string().max(2000)

export const userRoutes = {
  users: json('GET', {
    path: '/v1/users',
    needs: 'access:read',
    does: 'Who may sign in, oldest first.',
    response: z.object({ users: z.array(user) }),
  }),
  addUser: json('POST', {
    path: '/v1/users',
    needs: 'access:write',
    does: 'Makes a user. Without a password the answer has a one-time link with which she chooses one.',
    body: z.object({ name: shownName, email, role, teams: teams.default([]), password: password.optional() }),
    response: z.object({ user, link: link.optional() }),
  }),
  changeUser: json('POST', {
    path: '/v1/users/{id}',
    needs: 'access:write',
    about: { user: 'id' },
    does: 'Changes the name, role or teams of a user, disables or enables her. Disabled, she is signed out everywhere.',
    params: id,
    body: z.object({
      name: shownName.optional(),
      role: role.optional(),
      teams: teams.optional(),
      disabled: z.boolean().optional(),
    }),
    response: user,
  }),
  resetUser: json('POST', {
    path: '/v1/users/{id}/reset',
    needs: 'access:write',
    about: { user: 'id' },
    does: 'Gives a one-time link with which a user chooses another password, or sets one; a lock is lifted.',
    params: id,
    body: z.object({ password: password.optional() }),
    response: z.object({ user, link: link.optional() }),
  }),
  setupLink: json('POST', {
    path: '/v1/users/setup-link',
    needs: 'access:write',
    does: 'Gives the one-time link that makes the first admin; only while there is no user.',
    response: link,
  }),
}
