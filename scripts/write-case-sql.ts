import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { cases, sqlOfCase, type WrittenSql } from '@kindred/language/testing'

/** Writes the SQL of every text of the case table, at its first case, for a person to review in the difference. */
const statements: Record<string, WrittenSql> = {}
for (const each of cases) statements[each.text] ??= sqlOfCase(each)
const path = resolve(import.meta.dirname, '../packages/language/src/testing/cases.sql.json')
writeFileSync(path, `${JSON.stringify(statements, null, 2)}\n`)
console.log(`${Object.keys(statements).length} statements`)
