import {
  applyDefinitions,
  type CurrentDefinitions,
  checkDefinitions,
  currentDefinitions,
  definitionsAt,
  hasErrors,
  planDefinitions,
  requireDefinitions,
} from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import { authorOf, editorOf } from '../access/principal.ts'
import { differingAnswer, problemAnswer } from '../answers/definition-change-answer.ts'
import { planAnswer } from '../answers/plan-answer.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

type DefinitionRoutes = 'check' | 'plan' | 'apply' | 'definitions' | 'versions'

export function definitionHandlers({ engine, settings, live }: Services): Handlers<DefinitionRoutes> {
  const defaults = { file: CONFIG_FILE, settings }
  return {
    async check({ files, complete }) {
      const { problems } = await checkDefinitions(engine.catalog, { files, complete, defaults })
      return { ok: !hasErrors(problems), problems: problems.map(problemAnswer) }
    },
    async plan({ files, complete, examples }, { progress, signal, principal }) {
      const plan = await planDefinitions(engine, { files, complete, examples, defaults, progress, signal })
      return planAnswer(plan, await currentDefinitions(engine.catalog), principal)
    },
    async apply({ files, complete, author, note, expected }, { principal }) {
      const editor = editorOf(principal)
      const report = await applyDefinitions(engine, {
        files,
        complete,
        defaults,
        author: authorOf(principal, author),
        ...(editor === undefined ? {} : { editor }),
        ...(note === undefined ? {} : { note }),
        ...(expected === undefined ? {} : { expected }),
      })
      const current = await currentDefinitions(engine.catalog)
      const { version, stored } = report
      if (stored) live.soon()
      return { version, stored, ...differingAnswer(report, current?.compiled) }
    },
    async definitions({ version }) {
      const { catalog } = engine
      return versionAnswer(
        version === undefined ? await requireDefinitions(catalog) : await definitionsAt(catalog, version),
      )
    },
    async versions({ limit }) {
      const versions = await engine.catalog.definitions.list(limit)
      return { versions: versions.map(({ at, ...version }) => ({ ...version, at: instantText(at) })) }
    },
  }
}

function versionAnswer({ version, author, at, note, definitions, compiled }: CurrentDefinitions) {
  return {
    version,
    author,
    at: instantText(at),
    ...(note === undefined ? {} : { note }),
    definitions: { ...definitions },
    problems: compiled.problems.map(problemAnswer),
  }
}
