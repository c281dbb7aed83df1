import type { Contract, GivenOf } from '@kindred/api'
import { currentDefinitions, findLookalikes, type Lookalikes, publishLookalikes } from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import { requirePermission } from '../access/gate.ts'
import { authorOf } from '../access/principal.ts'
import { figureAnswer } from '../answers/model-answer.ts'
import { planAnswer } from '../answers/plan-answer.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

export function lookalikeHandlers(services: Services): Handlers<'lookalikes'> {
  const { engine } = services
  return {
    async lookalikes(given, { progress, signal, principal }) {
      const asked = requestOf(given, authorOf(principal, given.author))
      const watched = { progress, signal }
      if (given.publish === undefined) return answerOf(await findLookalikes(engine, asked, watched))
      requirePermission(principal, 'lookalikes', 'definitions:write')
      const before = await currentDefinitions(engine.catalog)
      const defaults = { file: CONFIG_FILE, settings: services.settings }
      const found = await publishLookalikes(engine, { ...asked, name: given.publish, defaults }, watched)
      services.live.soon()
      const { name: segment, when, plan, version, fitted } = found
      const published = { ...planAnswer(plan, before, principal), version, segment, model: fitted.id, when }
      return { ...answerOf(found), published }
    },
  }
}

function requestOf(given: GivenOf<Contract['lookalikes']>, author: string) {
  const { id: segment, among, reach, similarity, features, method, seed, budget } = given
  return {
    ...{ segment, author },
    ...(among === undefined ? {} : { among }),
    ...(reach === undefined ? {} : { reach }),
    ...(similarity === undefined ? {} : { similarity }),
    ...(features === undefined ? {} : { features }),
    ...(method === undefined ? {} : { method }),
    ...(seed === undefined ? {} : { seed }),
    ...(budget === undefined ? {} : { budget }),
  }
}

function answerOf({ segment, asOf, seed, others, fitted, curve, chosen, traits, leftOut }: Lookalikes) {
  return {
    ...{ segment, as_of: instantText(asOf), seed, others, method: fitted.method },
    figures: fitted.card.judged.figures.map(figureAnswer),
    curve: curve.map(each => ({ ...each })),
    chosen: { ...chosen },
    traits: traits.map(each => ({ ...each })),
    left_out: [...leftOut],
  }
}
