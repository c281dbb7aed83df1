import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { accessMigration } from './access/access-migration.ts'

/**
 * The catalog's schema, step by step; the number of steps is its version. A step that was ever published is never
 * changed: what comes next is a new one, and a database that has more steps than these is refused.
 */
export const catalogMigrations: Readonly<Record<string, Migration>> = {
  '0001_definitions_refreshes_imports': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('definition_version')
        .addColumn('version', 'integer', column => column.primaryKey())
        .addColumn('definitions', 'json', column => column.notNull())
        .addColumn('author', 'text', column => column.notNull())
        .addColumn('at', 'bigint', column => column.notNull())
        .addColumn('note', 'text')
        .execute()
      await database.schema
        .createTable('refresh')
        .addColumn('id', 'integer', column => column.primaryKey().generatedByDefaultAsIdentity())
        .addColumn('as_of', 'bigint', column => column.notNull())
        .addColumn('definitions_version', 'integer', column => column.notNull())
        .addColumn('started_at', 'bigint', column => column.notNull())
        .addColumn('published_at', 'bigint')
        .addColumn('state', 'text', column => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('batch', 'bigint', column => column.notNull())
        .addColumn('customers', 'bigint', column => column.notNull())
        .addColumn('layout', 'json', column => column.notNull())
        .addColumn('results', 'json', column => column.notNull())
        .addColumn('cutoffs', 'json', column => column.notNull())
        .addColumn('value', 'text')
        .addColumn('value_type', 'text')
        .execute()
      await database.schema
        .createIndex('refresh_present')
        .on('refresh')
        .columns(['state', 'as_of', 'id'])
        .execute()
      await database.schema
        .createTable('import')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
        .addColumn('state', 'text', column => column.notNull())
        .addColumn('record', 'json', column => column.notNull())
        .execute()
    },
  },
  '0002_hooks': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('hook')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
        .addColumn('record', 'json', column => column.notNull())
        .addColumn('delivered', 'bigint')
        .execute()
      await database.schema
        .createTable('dead_letter')
        .addColumn('id', 'integer', column => column.primaryKey().generatedByDefaultAsIdentity())
        .addColumn('hook', 'text', column => column.notNull().references('hook.id').onDelete('cascade'))
        .addColumn('letter', 'json', column => column.notNull())
        .execute()
      await database.schema
        .createIndex('dead_letter_of_hook')
        .on('dead_letter')
        .columns(['hook', 'id'])
        .execute()
    },
  },
  '0003_workspace_and_rules': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('workspace')
        // Always the same, so that there can be one row only.
        .addColumn('number', 'integer', column => column.primaryKey().defaultTo(1))
        .addColumn('id', 'text', column => column.notNull())
        .execute()
      await database.schema.alterTable('refresh').addColumn('rules_version', 'integer').execute()
    },
  },
  '0004_discoveries': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('discovery')
        .addColumn('id', 'text', column => column.notNull())
        .addColumn('round', 'integer', column => column.notNull())
        .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
        .addColumn('summary', 'json', column => column.notNull())
        .addColumn('record', 'json', column => column.notNull())
        .addColumn('published', 'json', column => column.notNull())
        .addPrimaryKeyConstraint('discovery_round', ['id', 'round'])
        .execute()
    },
  },
  '0005_fitted_models': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('fitted_model')
        .addColumn('id', 'text', column => column.notNull())
        .addColumn('version', 'integer', column => column.notNull())
        .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
        .addColumn('summary', 'json', column => column.notNull())
        .addColumn('formula', 'json', column => column.notNull())
        .addColumn('record', 'json', column => column.notNull())
        .addPrimaryKeyConstraint('fitted_model_version', ['id', 'version'])
        .execute()
    },
  },
  '0006_access': accessMigration,
  '0007_erasures': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('erasure')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
        .addColumn('done_at', 'bigint')
        .addColumn('record', 'json', column => column.notNull())
        .execute()
    },
  },
  '0008_proposals': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('proposal')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
        .addColumn('state', 'text', column => column.notNull())
        .addColumn('record', 'json', column => column.notNull())
        .execute()
    },
  },
}
