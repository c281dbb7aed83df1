import { RE2JS } from 're2js'
import type { TagTest, TextTest } from '../ast/checked.ts'
import { equalIgnoringCase } from './fold-text.ts'
import { tags, text } from './held-value.ts'
import type { Compile, Holds } from './run.ts'

export function compileTextTest(node: TextTest, compile: Compile): Holds {
  const value = compile.value(node.value)
  const test = textTest(node.operator, node.pattern)
  return run => {
    const v = value(run)
    return v !== undefined && test(text(v))
  }
}

/** The test of one operator and pattern. The empty pattern is contained in, starts and ends every text. */
export function textTest(operator: TextTest['operator'], pattern: string): (text: string) => boolean {
  switch (operator) {
    case 'contains':
      return text => text.includes(pattern)
    case 'starts with':
      return text => text.startsWith(pattern)
    case 'ends with':
      return text => text.endsWith(pattern)
    case '~=':
      return equalIgnoringCase(pattern)
    case 'matches':
      return compileMatches(pattern)
  }
}

function compileMatches(pattern: string): (text: string) => boolean {
  // The dot matches a newline too, as it does in ClickHouse.
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL)
  return text => compiled.test(text)
}

export function compileTagTest(node: TagTest, compile: Compile): Holds {
  const value = compile.value(node.value)
  const test = tagTest(node.operator, node.options)
  return run => {
    const v = value(run)
    return v !== undefined && test(tags(v))
  }
}

function tagTest(
  operator: TagTest['operator'],
  options: readonly string[],
): (tags: readonly string[]) => boolean {
  if (operator === 'all of') return tags => options.every(option => tags.includes(option))
  const wanted = operator === 'any of'
  return tags => options.some(option => tags.includes(option)) === wanted
}
