import type { BoundValue } from '../warehouse-node.ts'

/** A piece of SQL over the columns there are from a level on. */
export interface RowSql {
  readonly text: string
  readonly level: number
}

/**
 * Puts together one SELECT over the cells of a row, in which everything that is computed is computed once: each
 * definition becomes a column of a level of nested SELECTs above what it reads. Written out in place instead, a
 * conversion that is used in its check, its value and its guard would multiply with every step.
 */
export class RowStatement {
  readonly #levels: { readonly name: string; readonly text: string }[][] = []
  readonly #defined = new Map<string, RowSql>()
  readonly #bound = new Map<string, RowSql>()
  readonly params: Record<string, BoundValue> = {}

  /** A column that holds the expression; the same expression is one column. */
  define(expression: RowSql): RowSql {
    const known = this.#defined.get(expression.text)
    if (known !== undefined) return known
    const name = `x${this.#defined.size}`
    const level = expression.level
    while (this.#levels.length <= level) this.#levels.push([])
    this.#levels[level]?.push({ name, text: expression.text })
    const column = { text: name, level: level + 1 }
    this.#defined.set(expression.text, column)
    return column
  }

  /** A bound value. */
  bind(type: string, value: BoundValue['value']): RowSql {
    const key = `${type} ${JSON.stringify(value)}`
    const known = this.#bound.get(key)
    if (known !== undefined) return known
    const name = `v${this.#bound.size}`
    this.params[name] = { type, value }
    const bound = { text: `{${name}:${type}}`, level: 0 }
    this.#bound.set(key, bound)
    return bound
  }

  /**
   * Each level names what those above it read and nothing else: of a file with a thousand columns there are ten
   * thousand definitions, and the engine looks at every one of them again on every level it is passed through.
   *
   * @param columns - What the rows give, by name.
   */
  select(columns: readonly { readonly name: string; readonly sql: RowSql }[], source: string): string {
    let wanted = new Set(columns.flatMap(column => namesIn(column.sql.text)))
    const lists: string[] = []
    for (const level of this.#levels.toReversed()) {
      const own = level.filter(({ name }) => wanted.delete(name))
      lists.push([...wanted, ...own.map(({ text, name }) => `${text} AS ${name}`)].join(', '))
      wanted = new Set([...wanted, ...own.flatMap(({ text }) => namesIn(text))])
    }
    const inner = lists.reduceRight((from, list) => `(SELECT ${list} FROM ${from})`, source)
    return `SELECT ${columns.map(one => `${one.sql.text} AS ${one.name}`).join(', ')} FROM ${inner}`
  }
}

/** The columns an expression reads: definitions, cells, and what else each row has; not the `\x00` of a pattern. */
function namesIn(text: string): readonly string[] {
  return text.match(/(?<!\\)\b(?:[xc](?:0|[1-9][0-9]*)|line|defect)\b/g) ?? []
}

/**
 * SQL of pieces; the level is the highest of theirs.
 *
 * @example sql`if(${condition}, ${value}, NULL)`
 */
export function sql(texts: TemplateStringsArray, ...pieces: readonly RowSql[]): RowSql {
  const text = texts.reduce((whole, one, at) => `${whole}${pieces[at - 1]?.text ?? ''}${one}`)
  return { text, level: Math.max(0, ...pieces.map(piece => piece.level)) }
}

/** Pieces with something between them. */
export function joined(pieces: readonly RowSql[], between: string): RowSql {
  return {
    text: pieces.map(piece => piece.text).join(between),
    level: Math.max(0, ...pieces.map(one => one.level)),
  }
}

export const yes: RowSql = { text: '1', level: 0 }

/** True where all are. */
export function every(conditions: readonly RowSql[]): RowSql {
  const real = conditions.filter(one => one !== yes)
  if (real.length === 0) return yes
  return sql`(${joined(real, ') AND (')})`
}

/**
 * A comparison as a piece of AND and OR. Bare, the engine looks in each of them for others it could be joined with, and
 * goes through the whole statement below it to do so: in a file with thousands of columns, thousands of times.
 */
export function fact(comparison: RowSql): RowSql {
  return sql`toUInt8(${comparison})`
}
