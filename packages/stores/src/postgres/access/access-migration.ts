import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Users, sign-ins, links, keys, and the audit log, whose rows the database itself refuses to change or delete. */
export const accessMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await addPeople(database)
    await addKeys(database)
    await addAudit(database)
  },
}

async function addPeople({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('account')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('email', 'text', column => column.notNull().unique())
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('teams', 'json', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('password', 'text')
    .addColumn('issuer', 'text')
    .addColumn('subject', 'text')
    .addColumn('failures', 'integer', column => column.notNull())
    .addColumn('locked_until', 'bigint')
    .addColumn('disabled_at', 'bigint')
    .addUniqueConstraint('account_identity', ['issuer', 'subject'])
    .execute()
  await schema
    .createTable('sign_in')
    .addColumn('hash', 'text', column => column.primaryKey())
    .addColumn('account', 'text', column => column.notNull().references('account.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .execute()
  await schema
    .createTable('one_time_link')
    .addColumn('hash', 'text', column => column.primaryKey())
    .addColumn('purpose', 'text', column => column.notNull())
    .addColumn('account', 'text', column => column.references('account.id').onDelete('cascade'))
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .execute()
}

async function addKeys({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('api_key')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('number', 'integer', column => column.notNull().unique().generatedByDefaultAsIdentity())
    .addColumn('hash', 'text', column => column.notNull().unique())
    .addColumn('record', 'json', column => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
}

async function addAudit(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('audit_entry')
    .addColumn('number', 'bigint', column => column.primaryKey())
    .addColumn('at', 'bigint', column => column.notNull())
    .addColumn('actor_kind', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('actor_name', 'text', column => column.notNull())
    .addColumn('action', 'text', column => column.notNull())
    .addColumn('targets', sql`text[]`, column => column.notNull())
    .addColumn('outcome', 'text', column => column.notNull())
    .addColumn('code', 'text')
    .addColumn('count', 'integer', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .execute()
  await schema.createIndex('audit_entry_at').on('audit_entry').column('at').execute()
  await schema.createIndex('audit_entry_targets').on('audit_entry').using('gin').column('targets').execute()
  await refuseChanges(database)
}

/** For whoever owns the tables a trigger is the most there is: it must be dropped, which shows, before a row can change. */
async function refuseChanges(database: Kysely<unknown>): Promise<void> {
  const table = placed(database, 'audit_entry')
  const refuse = placed(database, 'refuse_audit_change')
  await sql`
    CREATE FUNCTION ${refuse}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is never changed'; END $$`.execute(database)
  await sql`
    CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION ${refuse}()`.execute(database)
}

/** A name with the schema that these steps are taken in, quoted: out of a statement that is made and never run. */
function placed({ schema }: Kysely<unknown>, name: string): RawBuilder<unknown> {
  return sql.raw(schema.dropTable(name).compile().sql.slice('drop table '.length))
}
