import type { Literal } from '../ast/checked.ts'
import type { Problem } from '../ast/problem.ts'
import type { EventName, Vocabulary } from '../vocabulary/vocabulary.ts'
import type { Ahead } from './check-look-ahead.ts'

/** What a check goes by and what it finds. */
export interface Scope {
  readonly vocabulary: Vocabulary
  readonly problems: Problem[]
  /** Set after `where`: names are this event's properties, and nothing else can be spoken of. */
  readonly event?: { readonly name: string; readonly declared: EventName }
  /** Set where a target of a model is checked: what may look ahead. */
  readonly ahead?: Ahead
  /** Number literals as they were written, for money to take exactly. */
  readonly digits: Map<Literal, string>
}

export function scopeOf(vocabulary: Vocabulary): Scope {
  return { vocabulary, problems: [], digits: new Map() }
}
