import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as learning from './index.ts'

interface Example {
  readonly statements: string
  readonly expression: string
  readonly expected: string
}

/** The last line of an example is an expression and, after `//`, what it gives; lines before it prepare that. */
function examplesIn(text: string): Example[] {
  return [...text.matchAll(/@example\n([\s\S]*?)\*\//g)].map(([, body = '']) => {
    const lines = body.split('\n').map(line => line.replace(/^\s*\* ?/, ''))
    const code = lines.filter(line => line.trim() !== '')
    const [expression = '', expected = ''] = (code.at(-1) ?? '').split(' // ')
    return { statements: code.slice(0, -1).join('\n'), expression, expected }
  })
}

function evaluate(source: string, scope: Record<string, unknown>): unknown {
  return new Function(...Object.keys(scope), source)(...Object.values(scope))
}

/** Numbers to nine digits or so; the rest as it is. */
function expectAlike(given: unknown, wanted: unknown): void {
  if (typeof given === 'number' && typeof wanted === 'number') expect(given).toBeCloseTo(wanted, 5)
  else if (ArrayBuffer.isView(given) && Array.isArray(wanted))
    expectAlike(Array.from(Object.values(given)), wanted)
  else if (Array.isArray(given) && Array.isArray(wanted)) {
    expect(given).toHaveLength(wanted.length)
    wanted.forEach((each, at) => {
      expectAlike(given[at], each)
    })
  } else expect(given).toEqual(wanted)
}

const documented = globSync('**/*.ts', { cwd: import.meta.dirname })
  .filter(path => !path.endsWith('.test.ts'))
  .map(path => ({ path, examples: examplesIn(readFileSync(join(import.meta.dirname, path), 'utf8')) }))
  .filter(({ examples }) => examples.length > 0)

test.each(documented)('the examples in $path hold', async ({ path, examples }) => {
  const own: Record<string, unknown> = await import(join(import.meta.dirname, path))
  for (const { statements, expression, expected } of examples) {
    const result = evaluate(`${statements}\nreturn (${expression})`, { ...learning, ...own })
    expectAlike(result, evaluate(`return (${expected})`, {}))
  }
})
