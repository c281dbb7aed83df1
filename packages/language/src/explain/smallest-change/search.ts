import type { Checked } from '../../ast/checked.ts'
import type { Compiler } from '../../evaluate/compiler.ts'
import type { EvaluationContext } from '../../evaluate/evaluation-context.ts'
import type { Subject } from '../../evaluate/subject.ts'
import type { Vocabulary } from '../../vocabulary/vocabulary.ts'

/** What every part of one search shares. */
export interface Search {
  readonly checked: Checked
  readonly subject: Subject
  readonly asOf: number
  readonly context: EvaluationContext
  readonly vocabulary: Vocabulary
  /** What the answer is. */
  readonly holds: boolean
  readonly compiler: Compiler
  holdsFor(subject: Subject, at: number): boolean
}
