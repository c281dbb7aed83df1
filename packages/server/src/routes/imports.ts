import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import type { Contract, GivenOf } from '@kindred/api'
import { type ImportProgress, type ImportRequest, importFile } from '@kindred/engine'
import { authorOf, type Principal } from '../access/principal.ts'
import { importRecordAnswer, importReportAnswer } from '../answers/import-answer.ts'
import { ServerError } from '../errors.ts'
import type { Handlers, SentFile } from '../http/handler.ts'
import type { Services } from '../services.ts'

type ImportRoutes = 'upload' | 'import' | 'imports' | 'setAside'
type Given = GivenOf<Contract['import']>

export function importHandlers(services: Services): Handlers<ImportRoutes> {
  const { engine, uploads, files } = services
  return {
    upload: ({ name }, { content }) => uploads.store(name, content),
    async import(given, { progress, signal, principal }) {
      const request = await requestOf(services, given, principal)
      const show = (state: ImportProgress) => progress(progressLine(state))
      const report = await importFile({ ...engine, files }, request, show, signal)
      if (given.upload !== undefined && !given.dry_run) await uploads.drop(given.upload)
      if (!given.dry_run) services.live.soon()
      return importReportAnswer(report)
    },
    async imports({ limit }) {
      const imports = await engine.catalog.imports.list(limit)
      return { imports: imports.map(importRecordAnswer) }
    },
    setAside: ({ id }) => setAsideFile(services, id),
  }
}

async function requestOf(services: Services, given: Given, principal: Principal): Promise<ImportRequest> {
  const { settings } = services
  const { kind, mapping, customer, at, event, event_id: eventId, reading = {} } = given
  const id = randomUUID()
  return {
    id,
    ...(await sourceOf(services, given, id, principal)),
    ...defined({ kind, mapping, customer, at, event, eventId }),
    declare: given.declare,
    dryRun: given.dry_run,
    reading: defined(reading),
    author: authorOf(principal, undefined),
    settings,
  }
}

/** The file to read and where its bad rows go: a path of this machine, or what was uploaded. */
async function sourceOf(
  { uploads, localFiles, setAside }: Services,
  { path, upload, set_aside_folder: folder }: Given,
  id: string,
  { kind }: Principal,
): Promise<Pick<ImportRequest, 'path' | 'name' | 'setAsideFolder'>> {
  if ((path === undefined) === (upload === undefined)) throw new ServerError('file_missing', { what: 'file' })
  if (!(localFiles && kind === 'owner') && (path !== undefined || folder !== undefined))
    throw new ServerError('path_not_allowed', {})
  if (path !== undefined) return { path, ...defined({ setAsideFolder: folder }) }
  const found = await uploads.find(upload ?? '')
  const own = folder ?? join(setAside, id)
  await mkdir(own, { recursive: true, mode: 0o700 })
  return { path: found, name: basename(found), setAsideFolder: own }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the members that were not given: absent is not the same as undefined. */
function defined<T extends object>(given: T): Defined<T> {
  // Only members with a value are left, which is what the type says.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>
}

function progressLine({ step, rows, setAside, bytes, size }: ImportProgress) {
  return { step, rows, set_aside: setAside, bytes, size }
}

async function setAsideFile({ engine }: Services, id: string): Promise<SentFile> {
  const path = (await engine.catalog.imports.get(id))?.setAsideFile
  if (path === undefined || !isAbsolute(path)) throw new ServerError('nothing_set_aside', { id })
  const isThere = await stat(path).then(
    found => found.isFile(),
    () => false,
  )
  if (!isThere) throw new ServerError('nothing_set_aside', { id })
  return { contentType: 'text/plain; charset=utf-8', name: basename(path), content: createReadStream(path) }
}
