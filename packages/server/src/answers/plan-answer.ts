import type { CurrentDefinitions, Plan, PlannedEffect } from '@kindred/engine'
import { masksOf } from '../access/masks.ts'
import { mayDo, type Principal } from '../access/principal.ts'
import { differingAnswer } from './definition-change-answer.ts'
import { maskEffects } from './mask-answer.ts'
import { instantText } from './typed-value.ts'

/** What would change, and for whom. @param current - what is in force. @param principal - Who is answered: not everybody sees every why. */
export function planAnswer(plan: Plan, current: CurrentDefinitions | undefined, principal: Principal) {
  const { version, asOf, compiled } = plan
  const masks = mayDo(principal, 'personal:read') ? undefined : masksOf(compiled)
  const effects = plan.effects.map(effectAnswer)
  return {
    version,
    as_of: instantText(asOf),
    // What is gone is only known to what there was.
    ...differingAnswer(plan, {
      ...compiled,
      dependants: ref => [...compiled.dependants(ref), ...goneDependants(plan, current, ref)],
    }),
    effects: masks === undefined ? effects : maskEffects(effects, masks),
  }
}

function goneDependants(
  { changes }: Plan,
  current: CurrentDefinitions | undefined,
  ref: Parameters<CurrentDefinitions['compiled']['dependants']>[0],
) {
  const isGone = changes.some(
    ({ definition, change }) => change === 'gone' && definition.kind === ref.kind && definition.id === ref.id,
  )
  return isGone ? (current?.compiled.dependants(ref) ?? []) : []
}

function effectAnswer(effect: PlannedEffect) {
  const { kind, id, name, class: className, before, after, entering, leaving } = effect
  return {
    kind,
    id,
    ...(name === undefined ? {} : { name }),
    ...(className === undefined ? {} : { class: className }),
    before,
    after,
    entering,
    leaving,
    entering_examples: effect.enteringExamples.map(mover => ({ ...mover })),
    leaving_examples: effect.leavingExamples.map(mover => ({ ...mover })),
  }
}
