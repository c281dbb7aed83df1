import {
  championOf,
  currentDefinitions,
  publishUpliftGroups,
  type Retrained,
  registerModel,
  reportDrift,
  retrainDue,
} from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import { authorOf } from '../access/principal.ts'
import { fittedModelAnswer } from '../answers/model-answer.ts'
import { planAnswer } from '../answers/plan-answer.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

type UpkeepRoutes = 'modelDrift' | 'registerModel' | 'retrainModels' | 'publishUpliftGroups'

export function modelUpkeepHandlers(services: Services): Handlers<UpkeepRoutes> {
  const { engine } = services
  const defaults = { file: CONFIG_FILE, settings: services.settings }
  return {
    async modelDrift({ id, version }) {
      const found = await reportDrift(engine, { model: id, ...(version === undefined ? {} : { version }) })
      const { drift, asOf, since } = found
      return {
        ...{ id, version: found.version, as_of: instantText(asOf), since: instantText(since) },
        ...(drift === undefined ? {} : { rows: drift.rows }),
        ...(drift?.score === undefined ? {} : { score: drift.score }),
        inputs: drift?.inputs.map(each => ({ ...each })) ?? [],
      }
    },
    async registerModel({ id: model, file, samples, author }, { principal }) {
      const fitted = await registerModel(engine, {
        ...{ model, samples, author: authorOf(principal, author) },
        file: Buffer.from(file, 'base64'),
      })
      const current = await currentDefinitions(engine.catalog)
      return fittedModelAnswer(fitted, current && championOf(current, model))
    },
    async retrainModels({ author }, { progress, signal, principal }) {
      const models = await retrainDue(
        engine,
        { author: authorOf(principal, author), defaults },
        { progress, signal },
      )
      if (models.some(({ report }) => report?.promotion?.stored === true)) services.live.soon()
      return { models: models.map(retrainedAnswer) }
    },
    async publishUpliftGroups(given, { progress, signal, principal }) {
      const { id: model, segmentation: name, worth, disturbs, sure, dry_run: dryRun } = given
      const before = await currentDefinitions(engine.catalog)
      const published = await publishUpliftGroups(engine, {
        ...{ model, dryRun, author: authorOf(principal, given.author), defaults, progress, signal },
        ...(name === undefined ? {} : { name }),
        ...(worth === undefined ? {} : { worth }),
        ...(disturbs === undefined ? {} : { disturbs }),
        ...(sure === undefined ? {} : { sure }),
      })
      const { plan, version, stored, segmentation, definition } = published
      if (stored) services.live.soon()
      return {
        ...planAnswer(plan, before, principal),
        ...{ version, stored, segmentation, otherwise: definition.otherwise },
        classes: definition.first_match.map(each => ({ ...each })),
      }
    },
  }
}

function retrainedAnswer({ model: id, why, report, error }: Retrained) {
  if (report === undefined) return { id, why, says: error instanceof Error ? error.message : '' }
  const { fitted, champion, says } = report
  return { ...{ id, why, version: fitted.version, says }, ...(champion === undefined ? {} : { champion }) }
}
