import { gzipSync, zstdCompressSync } from 'node:zlib'
import { checkMapping, type ImportDeclarations } from '../imports/check-mapping.ts'
import type { CheckedMapping } from '../imports/checked-mapping.ts'
import type { DetectedShape } from '../imports/detect-shape.ts'
import { readMappingFile } from '../imports/mapping-file.ts'
import type { ReadingHints } from '../imports/source-shape.ts'
import type { SetAsideRow, SourceFile, SourceFiles } from '../ports/source-file.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { PublishResult, StageResult } from '../ports/warehouse-imports.ts'
import type { ErasedIds } from '../records/erasure.ts'

/** A file that lies in memory. */
export function fileOf(name: string, content: string | Uint8Array): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return {
    name,
    size: bytes.length,
    open: async function* () {
      // Pieces of odd sizes, so that records and characters are cut in two.
      for (let at = 0; at < bytes.length; at += 4099) yield bytes.subarray(at, at + 4099)
    },
    read: async (from, to) => bytes.subarray(from, to),
  }
}

export const gzipped = (text: string): Uint8Array => gzipSync(text)
export const zstandard = (text: string): Uint8Array => zstdCompressSync(text)

/** What of a warehouse imports need. */
export type WarehouseOfImports = Pick<
  Warehouse,
  'imports' | 'declare' | 'customer' | 'counts' | 'batch' | 'append' | 'merge' | 'unmerge'
>

export interface TestImport {
  readonly file: SourceFile
  readonly kind?: 'customers' | 'events'
  /** YAML; new names are declared. */
  readonly mapping: string
  readonly reading?: ReadingHints
  readonly id?: string
  readonly at?: number
  readonly timezone?: string
  readonly erased?: ErasedIds
}

export interface StagedImport {
  readonly id: string
  readonly detected: DetectedShape
  readonly mapping: CheckedMapping
  readonly staged: StageResult
  readonly setAside: readonly SetAsideRow[]
}

let imports = 0

/** The steps of an import up to its publication, without a catalog. */
export async function stageFile(
  warehouse: WarehouseOfImports,
  detect: SourceFiles['detect'],
  {
    file,
    kind = 'events',
    mapping,
    reading = {},
    id = `test_${++imports}`,
    at,
    timezone = 'UTC',
    erased,
  }: TestImport,
): Promise<StagedImport> {
  const detected = await detect(file, reading)
  const scope = { kind, columns: detected.shape.columns, sample: detected.rows, attributes: {}, events: {} }
  const checked = checkMapping(readMappingFile(mapping).file, { ...scope, timezone, declare: true })
  if (checked.mapping === undefined) throw new Error(checked.problems.map(problem => problem.says).join(' '))
  await declareAll(warehouse, checked.declares)
  const request = {
    id,
    file,
    shape: detected.shape,
    mapping: checked.mapping,
    at: at ?? Date.UTC(2026, 10, 21),
    ...(erased === undefined ? {} : { erased }),
  }
  const staged = await warehouse.imports.stage(request, () => undefined)
  const setAside: SetAsideRow[] = []
  for await (const row of staged.setAside()) setAside.push(row)
  return { id, detected, mapping: checked.mapping, staged, setAside }
}

/** All steps. */
export async function importInto(
  warehouse: WarehouseOfImports,
  detect: SourceFiles['detect'],
  request: TestImport,
): Promise<StagedImport & { readonly published: PublishResult }> {
  const staged = await stageFile(warehouse, detect, request)
  const published = await warehouse.imports.publish(staged.id)
  await warehouse.imports.discard(staged.id)
  return { ...staged, published }
}

async function declareAll(warehouse: WarehouseOfImports, declares: ImportDeclarations): Promise<void> {
  await warehouse.declare({
    attributes: new Map(Object.entries(declares.attributes)),
    events: new Map(
      Object.entries(declares.events).map(([event, properties]) => [
        event,
        new Map(Object.entries(properties)),
      ]),
    ),
  })
}
