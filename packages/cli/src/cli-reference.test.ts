import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from './program.ts'

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/reference/cli.md'), 'utf8')

function leaves(command: Command, path: readonly string[]): { name: string; command: Command }[] {
  const own = { name: path.join(' '), command }
  const inner = command.commands.flatMap(child => leaves(child, [...path, child.name()]))
  // One that has commands of its own may be one itself: then it has options.
  const isCommand = inner.length === 0 || (path.length > 1 && command.options.length > 0)
  return isCommand ? [own, ...inner] : inner
}

const commands = leaves(createProgram(), ['kindred'])

test('every command has its place on the reference page, with every option', () => {
  for (const { name, command } of commands) {
    const section = page.split(/^## /m).find(part => part.split('\n')[0]?.includes(`\`${name}`))
    expect(section, name).toBeDefined()
    for (const option of command.options)
      expect(section, `${name} ${option.flags}`).toContain(option.long ?? option.flags)
  }
})

test('the page names no command that does not exist', () => {
  const named = [...page.matchAll(/^## (.+)$/gm)].flatMap(heading =>
    [...(heading[1] ?? '').matchAll(/`(kindred [a-z]+(?: [a-z-]+)?)/g)].map(match => match[1]),
  )
  expect([...named].sort()).toEqual(commands.map(({ name }) => name).sort())
})
