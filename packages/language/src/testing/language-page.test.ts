import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { RESERVED_WORDS } from '../ast/operators.ts'
import { FUNCTION_NAMES } from '../check/function-names.ts'
import { compileText } from '../compile-text.ts'
import { english } from '../english/english.ts'
import { testVocabulary } from './vocabulary.ts'

const page = readFileSync(new URL('../../../../docs/reference/language.md', import.meta.url), 'utf8')

/** The lines of every block of expressions. */
const blocks = [...page.matchAll(/```kindred\n([\s\S]*?)```/g)].flatMap(([, body = '']) =>
  body.trim().split('\n'),
)

/** Rows of two cells, the first an expression, below a heading. */
function rowsBelow(heading: string): readonly (readonly [string, string])[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `(.+?)` \| (.+?) \|$/gm)].map(([, first = '', second = '']) => [
    first,
    second,
  ])
}

/** Code spans in the first column that hold an expression of its own. */
const inTables = [...page.matchAll(/^\| (`\w+\(.*?`(?: `.*?`)*) \|/gm)]
  .flatMap(([, cell = '']) => [...cell.matchAll(/`(.+?)`/g)].map(([, text = '']) => text))
  .filter(text => !/[…]|\b[abx]\b|^(list|place)\(|\b(text|condition)\b/.test(text))

describe('the page of the language', () => {
  test.each(blocks)('has the condition %s', text => {
    expect(
      compileText(text, testVocabulary, 'boolean').problems.filter(({ severity }) => severity === 'error'),
    ).toEqual([])
  })

  test.each(inTables.filter(text => !rowsBelow('What is refused').some(([written]) => written === text)))(
    'has the expression %s',
    text => expect(compileText(text, testVocabulary).checked).toBeDefined(),
  )

  test.each(rowsBelow('In English'))('reads %s', (text, sentence) => {
    const { checked } = compileText(text, testVocabulary)
    expect(checked && english(checked, testVocabulary)).toBe(sentence)
  })

  test('reads its first example', () => {
    const quoted = page
      .match(/^> .*(?:\n> .*)*/m)?.[0]
      .replaceAll(/\n?> /g, ' ')
      .trim()
    const { checked } = compileText(blocks[0] ?? '', testVocabulary)
    expect(checked && english(checked, testVocabulary)).toBe(quoted)
  })

  test.each(rowsBelow('What is refused'))('refuses %s', (text, code) => {
    expect(compileText(text, testVocabulary).problems.map(problem => `\`${problem.code}\``)).toContain(code)
  })

  test('names every function and every reserved word', () => {
    expect(FUNCTION_NAMES.filter(name => !page.includes(`${name}(`))).toEqual([])
    expect([...RESERVED_WORDS].filter(word => !page.includes(`\`${word}\``))).toEqual([])
  })

  test('has examples of all kinds', () => {
    expect(
      [
        blocks.length,
        inTables.length,
        rowsBelow('In English').length,
        rowsBelow('What is refused').length,
      ].every(n => n > 10),
    ).toBe(true)
  })
})
