import type { WireMerge } from '@kindred/api'
import { customerId, type MergeRecord } from '@kindred/engine'
import { authorOf } from '../access/principal.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

export function identityHandlers({ live }: Services): Handlers<'alias' | 'merge' | 'merges' | 'unmerge'> {
  return {
    alias: async ({ anonymous, customer }) =>
      mergeAnswer(await live.require().alias(customerId(anonymous), customerId(customer))),
    async merge({ from, into, author }, { principal }) {
      const merged = await live.require().merge({
        from: customerId(from),
        into: customerId(into),
        by: 'hand',
        author: authorOf(principal, author),
      })
      return mergeAnswer(merged)
    },
    async merges({ limit }) {
      const merges = await live.require().merges(limit)
      return { merges: merges.map(mergeAnswer) }
    },
    unmerge: async ({ id }) => mergeAnswer(await live.require().unmerge(id)),
  }
}

function mergeAnswer({ undoneAt, at, ...merge }: MergeRecord): WireMerge {
  return {
    ...merge,
    at: instantText(at),
    ...(undoneAt === undefined ? {} : { undone_at: instantText(undoneAt) }),
  }
}
