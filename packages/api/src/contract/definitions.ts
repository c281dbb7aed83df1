import { z } from 'zod'
import { definitionRef } from '../wire/definition-ref.ts'
import { placedProblem } from '../wire/failure.ts'
import { instant } from '../wire/instant.ts'
import { limit, queryNumber } from '../wire/query-number.ts'
import { json, stream } from './route.ts'

/** Definition files as they are on disk. */
const files = z.object({
  files: z.array(z.object({ name: z.string().min(1), text: z.string() })),
  /** Whether these are all there is: then what came from a file before and is not here is gone. */
  complete: z.boolean().default(false),
})

const change = z.object({
  definition: definitionRef,
  /** `through`: not touched itself, but something it stands on was. */
  change: z.enum(['new', 'changed', 'gone', 'moved', 'through']),
  name: z.string().optional(),
  /** Which parts changed, or what it changed through. */
  what: z.array(z.string()),
  before: z.string().optional(),
  after: z.string().optional(),
  file: z.string().optional(),
  previous_file: z.string().optional(),
  /** What stands on it. */
  dependants: z.array(definitionRef),
})

/** A workspace setting that differs. */
const settingChange = z.object({
  setting: z.string(),
  before: z.union([z.string(), z.number()]).nullable(),
  after: z.union([z.string(), z.number()]).nullable(),
})

/** A definition that came from another file until now. */
const takenOver = z.object({ definition: definitionRef, from: z.string(), to: z.string() })

const differing = z.object({
  problems: z.array(placedProblem),
  changes: z.array(change),
  settings: z.array(settingChange),
  taken_over: z.array(takenOver),
})

const mover = z.object({ customer: z.string(), why: z.string() })

const effect = z.object({
  kind: z.enum(['segment', 'segmentation']),
  id: z.string(),
  name: z.string().optional(),
  class: z.string().optional(),
  before: z.int(),
  after: z.int(),
  entering: z.int(),
  leaving: z.int(),
  entering_examples: z.array(mover),
  leaving_examples: z.array(mover),
})

const versionSummary = z.object({
  version: z.int(),
  author: z.string(),
  at: instant,
  note: z.string().optional(),
})

/** What would change, and for whom. */
export const plannedChange = differing.extend({
  /** The version this was planned against; 0 when there is none. */
  version: z.int(),
  as_of: instant,
  effects: z.array(effect),
})

export const definitionRoutes = {
  check: json('POST', {
    path: '/v1/definitions/check',
    needs: 'definitions:read',
    does: 'Every problem of the files given, together with what is stored; changes nothing.',
    body: files,
    response: z.object({ ok: z.boolean(), problems: z.array(placedProblem) }),
  }),
  plan: stream({
    path: '/v1/definitions/plan',
    needs: 'definitions:plan',
    does: 'What would change, and for whom; changes nothing.',
    body: files.extend({ examples: z.int().min(0).max(50).default(5) }),
    progress: z.object({ step: z.string(), done: z.int(), of: z.int() }),
    response: plannedChange,
  }),
  apply: json('POST', {
    path: '/v1/definitions/apply',
    needs: 'definitions:write',
    does: 'Checks the files and stores them as the next version: whole or not at all.',
    body: files.extend({
      author: z.string().min(1).max(200).optional(),
      note: z.string().max(2000).optional(),
      /** The version it was planned against; another one stored since is refused. */
      expected: z.int().min(0).optional(),
    }),
    response: differing.extend({
      version: z.int(),
      /** False when a problem is an error, or when nothing differs from what is stored: then no version is made. */
      stored: z.boolean(),
    }),
  }),
  definitions: json('GET', {
    path: '/v1/definitions',
    needs: 'definitions:read',
    does: 'The definitions of a version, by default the current one.',
    query: z.object({ version: queryNumber(1, 999_999_999).optional() }),
    response: versionSummary.extend({
      definitions: z.record(z.string(), z.unknown()),
      problems: z.array(placedProblem),
    }),
  }),
  versions: json('GET', {
    path: '/v1/definitions/versions',
    needs: 'definitions:read',
    does: 'Versions, newest first.',
    query: z.object({ limit: limit(50, 1000) }),
    response: z.object({ versions: z.array(versionSummary) }),
  }),
}
