import type { Checked, CheckedSegmentation, FirstMatch } from '../../ast/checked.ts'
import { classOf } from '../class-of.ts'
import { drifts } from './drifts.ts'
import { type Enclose, isBounds } from './enclosure.ts'
import { certainUntil } from './horizon.ts'
import { earliest, type Until, type Watch } from './until.ts'
import { untilOfStanding } from './until-of-comparison.ts'

/** When a customer could come into another class: a rule before hers comes to hold or hers ceases to, a cut is crossed. */
export function untilOfClass(of: CheckedSegmentation, watch: Watch): Until {
  switch (of.kind) {
    case 'first_match':
      return untilOfRules(of, watch)
    case 'tiers':
      return untilOfCuts(of, [of.by], watch)
    case 'rfm':
      return untilOfCuts(of, [of.recency, of.frequency, of.monetary], watch)
  }
}

function untilOfRules({ classes }: FirstMatch, { compiler, until }: Watch): Until {
  const rules = classes.map(({ when }) => ({ holds: compiler.condition(when), until: until(when) }))
  return run => {
    let first = Number.POSITIVE_INFINITY
    for (const rule of rules) {
      first = Math.min(first, rule.until(run))
      if (rule.holds(run)) break
    }
    return first
  }
}

/** Measures that move with time change the class only where they cross one of its cuts. */
function untilOfCuts(of: CheckedSegmentation, measures: readonly Checked[], watch: Watch): Until {
  // Compiled for its refusal where cut-offs are missing; the closure would refuse too.
  classOf(of, watch.compiler, watch.context)
  const lists = watch.context.cutoffs?.get(of.id) ?? []
  return earliest(
    measures.map((measure, index) =>
      drifts(measure) ? untilOfCrossedCut(measure, lists[index] ?? [], watch) : watch.until(measure),
    ),
  )
}

function untilOfCrossedCut(measure: Checked, cuts: readonly (number | bigint)[], watch: Watch): Until {
  const enclose: Enclose = watch.enclose(measure)
  const standing = untilOfStanding(measure, watch)
  // Not above 0 is a class of its own where shares of a sum are looked at.
  const marks = [0, ...cuts]
  return run =>
    certainUntil(run.asOf, standing(run), watch.bound, until => {
      const found = enclose(run, until)
      if (!isBounds(found)) return found === 'unknown'
      return marks.every(cut => found.high < cut || found.low > cut || found.low === found.high)
    })
}
