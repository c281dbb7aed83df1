import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFolder } from './session.ts'
import { runCli } from './testing/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-refusals-'))
const kindred = (...args: string[]) => runCli(['-C', folder, ...args])
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
let held: Awaited<ReturnType<typeof openFolder>> | undefined

beforeAll(async () => {
  mkdirSync(join(folder, 'data'))
  write('kindred.config.yaml', '')
  write(
    'workspace.yaml',
    'attributes: { born: date }\nevents: { visit: }\nsegments: { visitors: did(visit), young: born > 2000-01-01 }\n',
  )
  write('data/visits.csv', 'who,when\na,2026-01-01\nb\n')
  write('data/people.csv', 'who,born\na,2001-02-29\n')
  // Commands find who holds the folder, and need not start its stores each time.
  held = await openFolder(folder)
  expect((await kindred('apply')).exitCode).toBe(0)
}, 120_000)
afterAll(async () => {
  await held?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('an import with several problems tells them all, for people and for programs', async () => {
  const file = join(folder, 'data/visits.csv')
  const asked = ['import', 'events', file, '--event', 'visit', '--customer', 'id', '--at', 'day', '--declare']
  const refused = await kindred(...asked)
  expect(refused.exitCode).toBe(2)
  expect(refused.stderr).toContain("customer: The file has no column 'id'")
  expect(refused.stderr).toContain("at: The file has no column 'day'")
  const { error } = JSON.parse((await kindred(...asked, '--json')).stdout)
  expect(error).toMatchObject({
    code: 'import_has_problems',
    problems: [{ field: 'customer' }, { field: 'at' }],
  })
}, 120_000)

test('a row set aside is named by its line, and by its column where it is one', async () => {
  const visits = ['--event', 'visit', '--customer', 'who', '--at', 'when', '--dry-run']
  const rows = await kindred('import', 'events', join(folder, 'data/visits.csv'), ...visits)
  expect(rows.stdout).toContain('line 3: has 1 field, and 2 are expected')
  const people = await kindred(
    'import',
    'customers',
    join(folder, 'data/people.csv'),
    '--id',
    'who',
    '--dry-run',
  )
  expect(people.stdout).toContain("line 2, born: '2001-02-29' is no date of the form yyyy-MM-dd\n")
}, 120_000)

test('a plan says which definitions a file takes over, and offers no apply that would be refused', async () => {
  const more = join(folder, 'data/more.yaml')
  write('data/more.yaml', 'segments: { visitors: "did(visit, 30d)" }\n')
  const plan = await kindred('plan', more)
  expect(plan.stdout).toContain('taken over from workspace.yaml by data/more.yaml')
  expect(plan.stdout).toContain(`To do it: kindred apply ${more}`)
  write('data/more.yaml', 'segments: { visitors: did(visti), more: did(visit) }\n')
  const broken = await kindred('plan', more)
  expect(broken.exitCode).toBe(1)
  expect(broken.stdout).toContain("'visti' is no event")
  expect(broken.stdout).not.toContain('To do it')
  expect(broken.stdout).not.toContain('Nobody')
  expect(broken.stdout).toContain('Who would move is counted once the problems are mended.')
}, 120_000)

test('a file of members is not sorted, and a page is sorted by what there is', async () => {
  const sorted = await kindred('members', 'visitors', '--sort', 'born', '--format', 'csv')
  expect(sorted.exitCode).toBe(2)
  expect(sorted.stderr).toContain('A file of all members is in order of id.')
  const unknown = await kindred('members', 'visitors', '--sort', 'bron:desc')
  expect(unknown.stderr).toContain("'bron' is no attribute, feature or segmentation.")
  expect(unknown.stderr).toContain("Write 'born'")
}, 120_000)

test('wrong use and a broken configuration are one document as well, and said once', async () => {
  const unknown = await kindred('segmets', '--json')
  expect(unknown.exitCode).toBe(2)
  expect(JSON.parse(unknown.stdout).error).toMatchObject({
    code: 'wrong_use',
    says: expect.stringContaining("unknown command 'segmets'"),
  })
  write('kindred.config.yaml', 'warehuse: embedded\n')
  const broken = await kindred('segments')
  expect(broken.stderr.match(/Mend the configuration and try again/g)).toHaveLength(1)
  write('kindred.config.yaml', '')
}, 120_000)
