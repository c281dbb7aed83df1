import type { Contract, GivenOf } from '@kindred/api'
import {
  championOf,
  compareModels,
  currentDefinitions,
  explainScore,
  type PromotionReport,
  promoteModel,
  requireDefinitions,
  requireFitted,
  rollBackModel,
  scoreCustomers,
  trainAndPromote,
} from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import { masksFor } from '../access/masks.ts'
import { authorOf, type Principal } from '../access/principal.ts'
import { hiddenInputs, maskInputs } from '../answers/mask-answer.ts'
import {
  figureAnswer,
  fittedModelAnswer,
  listedModelAnswer,
  modelVersionAnswer,
} from '../answers/model-answer.ts'
import { planAnswer } from '../answers/plan-answer.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { scoresFile } from '../answers/scores-file.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers, StreamCall } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

type ModelRoutes =
  | 'models'
  | 'trainModel'
  | 'model'
  | 'modelVersions'
  | 'modelReport'
  | 'compareModel'
  | 'promoteModel'
  | 'rollBackModel'
  | 'scores'
  | 'exportScores'
  | 'explainScore'

const MANY = 1_000

export function modelHandlers(services: Services): Handlers<ModelRoutes> {
  const { engine } = services
  const { catalog } = engine
  const defaults = { file: CONFIG_FILE, settings: services.settings }
  return {
    async models() {
      const current = await currentDefinitions(catalog)
      const newest = new Map((await catalog.models.list(MANY)).map(each => [each.id, each]))
      const models = [...(current?.compiled.models ?? [])].map(([id, model]) =>
        listedModelAnswer(model, current && championOf(current, id), newest.get(id)),
      )
      return { models }
    },
    async trainModel(given, { progress, signal, principal }) {
      const asOf = await instantOf(services, given.as_of)
      const report = await trainAndPromote(
        engine,
        {
          ...{ model: given.id, author: authorOf(principal, given.author), promote: given.promote, defaults },
          ...(given.method === undefined ? {} : { method: given.method }),
          ...(given.seed === undefined ? {} : { seed: given.seed }),
          ...(given.budget === undefined ? {} : { budget: given.budget }),
          ...(given.draws === undefined ? {} : { draws: given.draws }),
          ...(given.learn_from === undefined ? {} : { learnFrom: given.learn_from }),
          ...(asOf === undefined ? {} : { asOf }),
        },
        { progress, signal },
      )
      if (report.promotion?.stored === true) services.live.soon()
      return { ...fittedModelAnswer(report.fitted, report.champion), says: report.says }
    },
    async model({ id, version }) {
      const current = await requireDefinitions(catalog)
      const fitted = await requireFitted(catalog, current.compiled, id, version)
      return fittedModelAnswer(fitted, championOf(current, id))
    },
    async modelVersions({ id }) {
      const current = await requireDefinitions(catalog)
      await requireFitted(catalog, current.compiled, id)
      const champion = championOf(current, id)
      const versions = (await catalog.models.versions(id)).map(each => modelVersionAnswer(each, champion))
      return { id, versions }
    },
    async modelReport({ id, version }) {
      // With it come the scales of its pictures: only for who asks for a page.
      const { modelReport } = await import('../reports/model-report.ts')
      const current = await requireDefinitions(catalog)
      const fitted = await requireFitted(catalog, current.compiled, id, version)
      return {
        contentType: 'text/html; charset=utf-8',
        name: `${fitted.id}-${fitted.version}.html`,
        content: pageOf(modelReport(fitted)),
      }
    },
    async compareModel({ id, versions }) {
      const wanted = versions?.split(',').map(Number)
      const compared = await compareModels(engine, {
        model: id,
        ...(wanted === undefined ? {} : { versions: wanted }),
      })
      return {
        ...{ id, at: instantText(compared.at), by: compared.by },
        versions: compared.versions.map(({ answer: _, figures, ...rest }) => ({
          ...rest,
          figures: figures.map(figureAnswer),
        })),
      }
    },
    async promoteModel(given, call) {
      const { version } = given
      const asked = { ...promotionOf(services, given, call), ...(version === undefined ? {} : { version }) }
      return promotionAnswer(call.principal, () => promoteModel(engine, asked))
    },
    async rollBackModel(given, call) {
      return promotionAnswer(call.principal, () => rollBackModel(engine, promotionOf(services, given, call)))
    },
    async scores({ id, limit, ...given }) {
      const scored = await scoreCustomers(engine, {
        ...(await scoreRequest(services, { id, ...given })),
        limit,
      })
      const { version, customers, mean, highest } = scored
      return {
        ...{ id, version, as_of: instantText(scored.asOf), customers, scored: scored.scored, mean },
        highest: [...highest],
      }
    },
    async exportScores(given) {
      return scoresFile(await scoreCustomers(engine, await scoreRequest(services, given)))
    },
    async explainScore({ id, customer, version, as_of: given }, { principal }) {
      const asOf = await instantOf(services, given)
      const {
        model,
        score,
        isMeant,
        effects,
        asOf: at,
      } = await explainScore(engine, {
        ...{ customer, model: id },
        ...(version === undefined ? {} : { version }),
        ...(asOf === undefined ? {} : { asOf }),
      })
      const { threshold } = model.card
      const [treatment] = Object.keys(model.asked.uplift?.treatments ?? {})
      const answer = {
        ...{ id, version: model.version, customer, as_of: instantText(at), answer: model.answer },
        ...(model.currency === undefined ? {} : { currency: model.currency }),
        ...(treatment === undefined ? {} : { effect_of: treatment }),
        ...{ score: score ?? null, is_meant: isMeant },
        ...(threshold === undefined ? {} : { threshold: threshold.at }),
        effects: effects.map(({ name, kind: _, ...effect }) => ({ input: name, ...effect })),
      }
      const masks = await masksFor(principal, engine)
      if (masks === undefined) return answer
      return { ...answer, effects: maskInputs(answer.effects, hiddenInputs(model.inputs, masks)) }
    },
  }

  async function promotionAnswer(principal: Principal, run: () => Promise<PromotionReport>) {
    const before = await currentDefinitions(catalog)
    const { plan, before: earlier, model, champion, version, stored } = await run()
    if (stored) services.live.soon()
    return {
      ...planAnswer(plan, before, principal),
      ...{ model, champion, version, stored },
      ...(earlier === undefined ? {} : { before: earlier }),
    }
  }
}

type Promoting = GivenOf<Contract['rollBackModel']>

function promotionOf(
  services: Services,
  given: Promoting,
  { progress, signal, principal }: StreamCall<{ step: string; done: number; of: number }>,
) {
  return {
    ...{
      model: given.id,
      dryRun: given.dry_run,
      author: authorOf(principal, given.author),
      progress,
      signal,
    },
    defaults: { file: CONFIG_FILE, settings: services.settings },
  }
}

async function scoreRequest(
  services: Services,
  { id, version, output, as_of: given, least }: GivenOf<Contract['exportScores']>,
) {
  const asOf = await instantOf(services, given)
  return {
    model: id,
    ...(version === undefined ? {} : { version }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(output === undefined ? {} : { output }),
    ...(least === undefined ? {} : { least }),
  }
}

async function instantOf(services: Services, given: string | undefined): Promise<number | undefined> {
  return optionalReadInstant(given, await workspaceZone(services), 'as_of')
}

async function* pageOf(page: string): AsyncGenerator<string> {
  yield page
}
