import type { BoundValue } from '../warehouse-node.ts'
import type { RowCheck } from './row-check.ts'
import { every, type RowSql, type RowStatement } from './row-sql.ts'

/** A statement with the checks of its rows. A check only counts where the branch holds that it was compiled in. */
export class GuardedStatement {
  readonly checks: RowCheck[] = []
  /** The same without its checks. */
  readonly unguarded: RowStatement
  readonly #checked = new Set<string>()
  #guards: readonly RowSql[] = []

  constructor(statement: RowStatement) {
    this.unguarded = statement
  }

  /** See `RowStatement`. */
  define(expression: RowSql): RowSql {
    return this.unguarded.define(expression)
  }

  bind(type: string, value: BoundValue['value']): RowSql {
    return this.unguarded.bind(type, value)
  }

  /** What is compiled inside is only looked at where the condition holds. */
  within<T>(condition: RowSql, compile: () => T): T {
    const outer = this.#guards
    this.#guards = [...outer, condition]
    try {
      return compile()
    } finally {
      this.#guards = outer
    }
  }

  /** Adds a problem; the same condition is one, under the first number it was given. */
  check(when: RowSql, given: RowSql, problem: RowCheck['problem']): void {
    const defined = this.unguarded.define(every([...this.#guards, when]))
    if (this.#checked.has(defined.text)) return
    this.#checked.add(defined.text)
    this.checks.push({ when: defined, given, problem })
  }
}
