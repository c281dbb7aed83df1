import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from './program.ts'

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/reference/cli.md'), 'utf8')

function leaves(command: Command, path: readonly string[]): { name: string; command: Command }[] {
  if (command.commands.length === 0) return [{ name: path.join(' '), command }]
  return command.commands.flatMap(child => leaves(child, [...path, child.name()]))
}

const commands = leaves(createProgram(), ['kindred'])

test('every command has its place on the reference page, with every option', () => {
  for (const { name, command } of commands) {
    const section = page.split(/^## /m).find(part => part.includes(`\`${name}`))
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
