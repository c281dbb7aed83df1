import { apiErrors } from '../packages/api/src/errors.ts'
import { cliErrors } from '../packages/cli/src/errors.ts'
import { definitionProblems } from '../packages/engine/src/definition-problems.ts'
import { engineErrors } from '../packages/engine/src/errors.ts'
import { importErrors } from '../packages/engine/src/imports/errors/import-errors.ts'
import { importProblems } from '../packages/engine/src/imports/errors/import-problems.ts'
import { rowProblems } from '../packages/engine/src/imports/errors/row-problems.ts'
import { ingestProblems } from '../packages/engine/src/profiles/ingest/ingest-problems.ts'
import { MEANING_PROBLEMS } from '../packages/language/src/ast/problems/meaning-problems.ts'
import { SYNTAX_PROBLEMS } from '../packages/language/src/ast/problems/syntax-problems.ts'
import { evaluationErrors } from '../packages/language/src/evaluate/errors.ts'
import { sqlErrors } from '../packages/language/src/sql/errors.ts'
import { learningErrors } from '../packages/learning/src/errors.ts'
import { serverErrors } from '../packages/server/src/errors.ts'
import { warehouseErrors } from '../packages/stores/src/clickhouse/errors.ts'
import { profilesErrors } from '../packages/stores/src/errors/profiles-errors.ts'
import { catalogErrors } from '../packages/stores/src/postgres/errors.ts'
import { workspaceErrors } from '../packages/stores/src/workspace/errors.ts'

export interface ErrorTable {
  readonly title: string
  readonly about: string
  /** The name the table is exported under. */
  readonly name: string
  /** Code → the row that makes its sentence and its remedy; what those take differs from row to row. */
  readonly rows: object
}

/** Every table of codes in the repository, in the order of the reference page. */
export const errorTables: readonly ErrorTable[] = [
  {
    title: 'Expressions: the text',
    about: 'An expression cannot be read. Found by `check`, `plan` and `apply`, with file, line and column.',
    name: 'SYNTAX_PROBLEMS',
    rows: SYNTAX_PROBLEMS,
  },
  {
    title: 'Expressions: the meaning',
    about: 'An expression can be read, but what it speaks of is unknown or does not fit together.',
    name: 'MEANING_PROBLEMS',
    rows: MEANING_PROBLEMS,
  },
  {
    title: 'Definition files',
    about: 'A definition file, or what stands in it, is wrong. All problems are shown at once.',
    name: 'definitionProblems',
    rows: definitionProblems,
  },
  {
    title: 'Mapping files and files to import',
    about: 'An import cannot begin.',
    name: 'importProblems',
    rows: importProblems,
  },
  {
    title: 'Rows that are set aside',
    about: 'One row of an imported file is left out and written to the set-aside file; the others go on.',
    name: 'rowProblems',
    rows: rowProblems,
  },
  { title: 'Imports', about: 'An import failed.', name: 'importErrors', rows: importErrors },
  {
    title: 'Items that are refused',
    about:
      'One event or customer that was sent live is refused by its index; the others of the request are taken in.',
    name: 'ingestProblems',
    rows: ingestProblems,
  },
  {
    title: 'Refreshes, members, histories, explanations',
    about: 'What was asked for does not exist, cannot be evaluated, or not now.',
    name: 'engineErrors',
    rows: engineErrors,
  },
  {
    title: 'The warehouse',
    about: 'ClickHouse, embedded or a server or cluster, cannot do what was asked.',
    name: 'warehouseErrors',
    rows: warehouseErrors,
  },
  {
    title: 'The catalog',
    about: 'PostgreSQL, embedded or a server, cannot do what was asked.',
    name: 'catalogErrors',
    rows: catalogErrors,
  },
  {
    title: 'The profiles',
    about: 'LMDB, or a Redis or Valkey server, cannot do what was asked, or keeps less than is promised.',
    name: 'profilesErrors',
    rows: profilesErrors,
  },
  {
    title: 'The workspace folder',
    about: 'The folder or its configuration cannot be used.',
    name: 'workspaceErrors',
    rows: workspaceErrors,
  },
  { title: 'The server', about: 'A request is refused, or fails.', name: 'serverErrors', rows: serverErrors },
  { title: 'The client', about: 'There was no proper answer.', name: 'apiErrors', rows: apiErrors },
  {
    title: 'The command line',
    about: 'A command cannot be carried out as it was typed.',
    name: 'cliErrors',
    rows: cliErrors,
  },
  {
    title: 'Learning from customers',
    about: 'Groups cannot be found, or not as asked. Values of customers are never shown.',
    name: 'learningErrors',
    rows: learningErrors,
  },
  {
    title: 'Evaluating one customer',
    about: 'For programs that use `@kindred/language` themselves.',
    name: 'evaluationErrors',
    rows: evaluationErrors,
  },
  {
    title: 'Making SQL',
    about: 'For programs that use `@kindred/language` themselves.',
    name: 'sqlErrors',
    rows: sqlErrors,
  },
]
