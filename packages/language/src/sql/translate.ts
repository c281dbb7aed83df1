import type { Checked, CheckedSegmentation, Cutoffs, ScoreRead } from '../ast/checked.ts'
import type { Scorer } from '../ast/scorer.ts'
import type { Zone } from '../vocabulary/calendar.ts'
import type { Aggregates } from './aggregates.ts'
import { SqlError } from './errors.ts'
import type { Fragment, Fragments } from './fragment.ts'
import type { Parameters } from './parameters.ts'
import { attributeColumn, propertyColumn } from './physical.ts'
import { readColumn } from './read-column.ts'
import { scalar, type Term } from './term.ts'
import { translateAggregate } from './translate-aggregate.ts'
import { translateArithmetic, translateConvert } from './translate-arithmetic.ts'
import { translateCall } from './translate-call.ts'
import { translateChoice } from './translate-choice.ts'
import { translateBetween, translateCompare, translateKnown, translateOneOf } from './translate-compare.ts'
import { translateInWindow } from './translate-in-window.ts'
import { translateLiteral } from './translate-literal.ts'
import { translateInside, translateNear } from './translate-place.ts'
import { translateScore } from './translate-score.ts'
import { translateClass, translateClassNumber, translateRanked } from './translate-segmentation.ts'
import { translateSequence } from './translate-sequence.ts'
import { translateTagTest, translateTextTest } from './translate-text-test.ts'
import { settled, type Translation } from './translation.ts'

interface Surroundings {
  readonly fragments: Fragments
  readonly parameters: Parameters
  readonly aggregates: Aggregates
  readonly asOf: number
  readonly zone: Zone
  readonly cutoffs: Cutoffs
}

/** Turns checked trees into fragments. A tree that several expressions share is translated once. */
export class Translator implements Translation {
  readonly fragments: Fragments
  readonly parameters: Parameters
  readonly aggregates: Aggregates
  readonly asOf: number
  readonly zone: Zone
  readonly cutoffs: Cutoffs
  readonly #terms = new Map<Checked, Term>()
  readonly #scores = new Map<Scorer, Fragment>()
  readonly #classNumbers = new Map<CheckedSegmentation, Fragment>()

  constructor(surroundings: Surroundings) {
    this.fragments = surroundings.fragments
    this.parameters = surroundings.parameters
    this.aggregates = surroundings.aggregates
    this.asOf = surroundings.asOf
    this.zone = surroundings.zone
    this.cutoffs = surroundings.cutoffs
  }

  term(node: Checked): Term {
    const known = this.#terms.get(node)
    if (known !== undefined) return known
    const term = this.#translate(node)
    this.#terms.set(node, term)
    return term
  }

  scalar(node: Checked): Fragment {
    const term = this.term(node)
    if (term.kind !== 'scalar')
      throw new SqlError('sql_tree_not_checked', `${node.type} where one value belongs`)
    return term.sql
  }

  condition(node: Checked): Fragment {
    return settled(this.fragments, this.scalar(node))
  }

  classNumber(of: CheckedSegmentation): Fragment {
    const known = this.#classNumbers.get(of)
    if (known !== undefined) return known
    const number = translateClassNumber(of, this)
    this.#classNumbers.set(of, number)
    return number
  }

  score(node: ScoreRead): Fragment {
    const known = node.of && this.#scores.get(node.of)
    if (known !== undefined) return known
    const score = translateScore(node, this)
    if (node.of !== undefined) this.#scores.set(node.of, score)
    return score
  }

  #translate(node: Checked): Term {
    switch (node.kind) {
      case 'literal':
        return translateLiteral(node, this)
      case 'attribute':
        return readColumn(this.fragments, 'c.', attributeColumn(node.name), node.type)
      case 'property':
        return readColumn(this.fragments, '', propertyColumn(node.event, node.name), node.type)
      case 'feature':
        return this.term(node.is)
      case 'segment':
        return scalar(this.condition(node.when))
      case 'choice':
        return translateChoice(node, this)
      case 'aggregate':
        return translateAggregate(node, this)
      case 'sequence':
        return scalar(translateSequence(node, this))
      case 'call':
        return translateCall(node, this)
      default:
        return scalar(this.#translateScalar(node))
    }
  }

  #translateScalar(node: ScalarNode): Fragment {
    switch (node.kind) {
      case 'class':
        return translateClass(node, this)
      case 'score':
        return this.score(node)
      case 'arithmetic':
        return translateArithmetic(node, this)
      case 'convert':
        return translateConvert(node, this)
      default:
        return this.#translateCondition(node)
    }
  }

  #translateCondition(node: ConditionNode): Fragment {
    switch (node.kind) {
      case 'compare':
        return translateCompare(node, this)
      case 'between':
        return translateBetween(node, this)
      case 'one_of':
        return translateOneOf(node, this)
      case 'known_test':
        return translateKnown(node, this)
      case 'text_test':
        return translateTextTest(node, this)
      case 'tag_test':
        return translateTagTest(node, this)
      case 'near':
        return translateNear(node, this)
      case 'inside':
        return translateInside(node, this)
      case 'in_window':
        return translateInWindow(node, this)
      case 'ranked':
        return translateRanked(node, this)
      case 'not':
        return this.fragments.known(['(NOT ', ')'], this.condition(node.operand))
      default:
        return this.#logic(node.kind, node.operands)
    }
  }

  #logic(kind: 'and' | 'or', operands: readonly Checked[]): Fragment {
    const conditions = operands.map(operand => this.condition(operand))
    return this.fragments.list('(', conditions, kind === 'and' ? ' AND ' : ' OR ', ')', false)
  }
}

type ScalarNode = Exclude<
  Checked,
  {
    kind:
      | 'literal'
      | 'attribute'
      | 'property'
      | 'feature'
      | 'segment'
      | 'choice'
      | 'aggregate'
      | 'sequence'
      | 'call'
  }
>
type ConditionNode = Exclude<ScalarNode, { kind: 'class' | 'score' | 'arithmetic' | 'convert' }>
