import type { Choice } from '../ast/checked.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { scalar, type Term } from './term.ts'
import type { Translation } from './translation.ts'

export function translateChoice(node: Choice, translation: Translation): Term {
  const condition = translation.condition(node.condition)
  const { fragments } = translation
  const choose = (a: Fragment, b: Fragment) => fragments.strict`if(${condition}, ${a}, ${b})`
  return combine(translation.term(node.whenTrue), translation.term(node.otherwise), choose)
}

/** The first known. */
export function translateCoalesce(terms: readonly Term[], { fragments }: Translation): Term {
  return terms.reduceRight((later, term) => {
    if (term.kind === 'tags' && later.kind === 'tags') {
      return {
        kind: 'tags',
        items: fragments.known`if(${term.known}, ${term.items}, ${later.items})`,
        known: fragments.known`(${term.known} OR ${later.known})`,
      }
    }
    return combine(term, later, (a, b) =>
      b.nullable ? fragments.strict`ifNull(${a}, ${b})` : fragments.known`ifNull(${a}, ${b})`,
    )
  })
}

/** Applies the same choice to every column of a value. */
function combine(a: Term, b: Term, choose: (a: Fragment, b: Fragment) => Fragment): Term {
  if (a.kind === 'scalar' && b.kind === 'scalar') return scalar(choose(a.sql, b.sql))
  if (a.kind === 'place' && b.kind === 'place') {
    return {
      kind: 'place',
      latitude: choose(a.latitude, b.latitude),
      longitude: choose(a.longitude, b.longitude),
    }
  }
  if (a.kind === 'tags' && b.kind === 'tags') {
    return { kind: 'tags', items: choose(a.items, b.items), known: choose(a.known, b.known) }
  }
  throw new SqlError('sql_tree_not_checked', 'a choice between different types')
}
