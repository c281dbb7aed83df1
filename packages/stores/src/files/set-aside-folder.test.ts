import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SetAsideFolder } from './set-aside-folder.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-aside-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const header = 'set_aside_line,set_aside_column,set_aside_reason,who,when\n'
const write = (name: string, text: string) => writeFile(join(folder, name), text)
const read = (name: string) => readFile(join(folder, name), 'utf8')

test('rows in which she stands go, the others stay as they are', async () => {
  const others = '3,when,no instant,C12,"x\ny"\n9,,has 1 field,C12\n'
  await write('orders.set-aside.csv', `${header}2,when,no instant,C1,x\n${others}12,,has 3 fields,C1,y,z\n`)
  const aside = new SetAsideFolder(folder)
  expect(await aside.held(['C1'])).toBe(2)
  await aside.forget(['C1'])
  expect(await read('orders.set-aside.csv')).toBe(`${header}${others}`)
  expect(await aside.held(['C1'])).toBe(0)
})

test('of JSON Lines, too; a file of hers alone goes, and what is no file of rows set aside is not touched', async () => {
  const row = (who: string) => JSON.stringify({ set_aside_line: 1, set_aside_reason: 'x', who })
  await write('a.set-aside-2.jsonl', `${row('C1')}\n${row('C2')}\n`)
  await write('b.set-aside.csv', `${header}2,when,no instant,C1,x\n`)
  await write('c.csv', 'who\nC1\n')
  const aside = new SetAsideFolder(folder)
  await aside.forget(['C1', 'web'])
  expect(await read('a.set-aside-2.jsonl')).toBe(`${row('C2')}\n`)
  expect((await readdir(folder)).sort()).toEqual(['a.set-aside-2.jsonl', 'c.csv'])
})

test('a folder that is not there, and an empty file, hold nothing', async () => {
  expect(await new SetAsideFolder(join(folder, 'none')).held(['C1'])).toBe(0)
  await write('a.set-aside.csv', '')
  await new SetAsideFolder(folder).forget(['C1'])
})
