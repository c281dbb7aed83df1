import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { compileText, english } from '@kindred/language'
import { cases } from '@kindred/language/testing'

/** Writes how every text of the case table reads in English, for a person to review in the difference. */
const readings: Record<string, string> = {}
for (const { text, vocabulary } of cases) {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
  readings[text] = english(checked, vocabulary)
}
const path = resolve(import.meta.dirname, '../packages/language/src/testing/cases.english.json')
writeFileSync(path, `${JSON.stringify(readings, null, 2)}\n`)
console.log(`${Object.keys(readings).length} readings`)
