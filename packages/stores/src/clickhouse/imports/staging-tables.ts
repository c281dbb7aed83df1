import { tableName } from '../tables.ts'

/** The tables of one import, quoted. They come with it and go with it; nobody else reads them. */
export interface StagingTables {
  /** What was read: the columns of `events` or `customer_changes`, the mapped attributes, and the line. */
  readonly rows: string
  /** The same over all nodes, where there are several: rows inserted here go to the node they belong to. */
  readonly rowsEverywhere: string
  /** Keeps nothing: what is inserted here is divided between `rows` and `aside`. */
  readonly incoming: string
  readonly toRows: string
  readonly toAside: string
  /** Rows set aside: line, number of the check, and what stood there. */
  readonly aside: string
  /** Ids that are taken already, by customer. */
  readonly taken: string
  /** `rows` without those that change nothing; made only when there are any. */
  readonly kept: string
  /** New rows of `customer_changes`. */
  readonly changes: string
  /** One row, written when all was read: what publishing has to know of the mapping. */
  readonly plan: string
  /** One row, written when all is ready to be moved: how much there is of it. */
  readonly figures: string
}

const parts = [
  'rows',
  'incoming',
  'to_rows',
  'to_aside',
  'aside',
  'taken',
  'kept',
  'changes',
  'plan',
  'figures',
] as const

export function stagingTables(database: string, id: string): StagingTables {
  const name = (part: string) => tableName(database, stagingName(id, part))
  return {
    rows: name('rows'),
    rowsEverywhere: name('rows_everywhere'),
    incoming: name('incoming'),
    toRows: name('to_rows'),
    toAside: name('to_aside'),
    aside: name('aside'),
    taken: name('taken'),
    kept: name('kept'),
    changes: name('changes'),
    plan: name('plan'),
    figures: name('figures'),
  }
}

export function stagingName(id: string, part: string): string {
  return `import_${id}_${part}`
}

/** The import a table belongs to; `undefined` of any other table. */
export function stagedId(name: string): string | undefined {
  return new RegExp(`^import_(.+)_(?:rows_everywhere|${parts.join('|')})$`).exec(name)?.[1]
}

/** All there can be: those that feed others, which have to go first, and those. */
export function stagingNames(id: string): {
  readonly feeding: readonly string[]
  readonly others: readonly string[]
} {
  const feeding = ['to_rows', 'to_aside', 'incoming', 'rows_everywhere']
  const named = (names: readonly string[]) => names.map(part => stagingName(id, part))
  return { feeding: named(feeding), others: named(parts.filter(part => !feeding.includes(part))) }
}
