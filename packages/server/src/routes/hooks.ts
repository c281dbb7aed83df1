import { randomBytes, randomUUID } from 'node:crypto'
import type { WireDeadLetter, WireHook } from '@kindred/api'
import type { DeadLetter, Hook } from '@kindred/engine'
import { transitionAnswer } from '../answers/transition-answer.ts'
import { instantText } from '../answers/typed-value.ts'
import { ServerError } from '../errors.ts'
import type { Failing } from '../hooks/hook-courier.ts'
import { resend } from '../hooks/resend.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { knownDefinitions } from './transitions.ts'

type HookRoutes = 'addHook' | 'hooks' | 'removeHook' | 'deadLetters' | 'resendDeadLetters'

export function hookHandlers(services: Services): Handlers<HookRoutes> {
  const { engine, live, hooks: deliveries } = services
  const { hooks: store } = engine.catalog
  return {
    async addHook({ url, definitions, moves }) {
      const checked = checkedUrl(url)
      if (definitions.length > 0) await knownDefinitions(services, definitions)
      const hook: Hook = {
        id: randomUUID(),
        url: checked,
        definitions: [...new Set(definitions)],
        moves,
        secret: randomBytes(32).toString('hex'),
        createdAt: engine.clock(),
        delivered: await live.running?.newestTransition(),
      }
      await store.add(hook)
      deliveries.serve(hook)
      return { ...hookAnswer(hook, 0, undefined), secret: hook.secret }
    },
    async hooks() {
      const counts = await store.countDeadLetters()
      const all = await store.list()
      return {
        hooks: all.map(hook => hookAnswer(hook, counts.get(hook.id) ?? 0, deliveries.failingOf(hook.id))),
      }
    },
    async removeHook({ id }) {
      await deliveries.end(id)
      if (!(await store.remove(id))) throw new ServerError('hook_unknown', { id })
      return { id }
    },
    async deadLetters({ id, limit }) {
      await requireHook(services, id)
      return { dead_letters: (await store.deadLetters(id, limit)).map(letterAnswer) }
    },
    async resendDeadLetters({ id, letters }, { signal }) {
      const hook = await requireHook(services, id)
      return resend(hook, letters, deliveries.ports, signal)
    },
  }
}

async function requireHook({ engine }: Services, id: string): Promise<Hook> {
  const hook = await engine.catalog.hooks.get(id)
  if (hook === undefined) throw new ServerError('hook_unknown', { id })
  return hook
}

/** @throws ServerError `hook_url_invalid`; what was given is not repeated, it may hold a key. */
function checkedUrl(given: string): string {
  const url = URL.parse(given)
  if (url === null) throw new ServerError('hook_url_invalid', { problem: 'it is no address' })
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ServerError('hook_url_invalid', { problem: `it begins with '${url.protocol}'` })
  }
  if (url.username !== '' || url.password !== '') {
    throw new ServerError('hook_url_invalid', { problem: 'it holds a user or a password' })
  }
  return url.href
}

/** Everything but the secret. */
function hookAnswer(hook: Hook, deadLetters: number, failing: Failing | undefined): WireHook {
  return {
    id: hook.id,
    url: hook.url,
    definitions: [...hook.definitions],
    moves: hook.moves,
    created_at: instantText(hook.createdAt),
    delivered: hook.delivered ?? null,
    dead_letters: deadLetters,
    ...(failing === undefined ? {} : { failing: { ...failing } }),
  }
}

function letterAnswer({ id, at, tries, reason, transitions }: DeadLetter): WireDeadLetter {
  return { id, at: instantText(at), tries, reason, transitions: transitions.map(transitionAnswer) }
}
