import type { Checked } from '../ast/checked.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import type { Noun } from './nouns.ts'

/**
 * What the parts of a sentence need of each other. They call one another in circles (a condition on events stands
 * inside a value, which stands inside a condition), so the sentence hands them out.
 */
export interface Sentence {
  readonly vocabulary: Vocabulary
  /** A condition; `negated` says its opposite, customers of whom nothing is known included. */
  clause(node: Checked, negated: boolean): string
  /** The same with `and` and `or` not set off: for conditions that are not on the customer. */
  plainly(): Sentence
  /** How what joins conditions is written. */
  joint(word: 'and' | 'or' | 'not'): string
  /** Whether it speaks of time that is to come. */
  readonly isAhead: boolean
  /** A value, as the subject or object of a clause. */
  noun(node: Checked): Noun
}

/** `has`, `will have` */
export function has({ isAhead }: Sentence): string {
  return isAhead ? 'will have' : 'has'
}

/** `is`, `are not` */
export function be(subject: Noun, negated: boolean): string {
  return (subject.plural ? 'are' : 'is') + (negated ? ' not' : '')
}

/** `contains`, `do not contain` */
export function verb(subject: Noun, base: string, negated: boolean): string {
  if (negated) return `${subject.plural ? 'do' : 'does'} not ${base}`
  if (subject.plural) return base
  return /(s|x|ch|sh)$/.test(base) ? `${base}es` : `${base}s`
}
