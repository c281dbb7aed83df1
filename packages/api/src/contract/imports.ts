import { z } from 'zod'
import { placedProblem } from '../wire/failure.ts'
import { instant } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { file, json, stream, upload } from './route.ts'

export const importRecord = z.object({
  id: z.string(),
  kind: z.enum(['customers', 'events']),
  file: z.string(),
  /** Bytes. */
  size: z.int(),
  state: z.enum(['staging', 'publishing', 'done', 'failed']),
  started_at: instant,
  finished_at: instant.optional(),
  rows: z.int().optional(),
  imported: z.int().optional(),
  duplicates: z.int().optional(),
  skipped: z.int().optional(),
  set_aside: z.int().optional(),
  set_aside_file: z.string().optional(),
  reason: z.string().optional(),
})
export type ImportRecord = z.infer<typeof importRecord>

const setAsideRow = z.object({ line: z.int(), column: z.string(), reason: z.string() })

const detected = z.object({
  format: z.enum(['delimited', 'json_lines', 'parquet', 'excel']),
  delimiter: z.string().optional(),
  quote: z.string().optional(),
  header: z.boolean().optional(),
  encoding: z.string().optional(),
  byte_order_mark: z.boolean().optional(),
  compression: z.string().optional(),
  sheet: z.string().optional(),
  columns: z.array(
    z.object({
      name: z.string(),
      looks_like: z.string(),
      /** Of a date or instant; `other_format` fits the sample as well. */
      format: z.string().optional(),
      other_format: z.string().optional(),
      decimal_comma: z.boolean().optional(),
      examples: z.array(z.string()),
    }),
  ),
})

/** How a file is to be read, where what is detected is not what was meant. */
const reading = z.object({
  delimiter: z.string().optional(),
  quote: z.enum(['"', "'", 'none']).optional(),
  header: z.boolean().optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  sheet: z.string().optional(),
})

export const importRoutes = {
  upload: upload({
    path: '/v1/uploads',
    needs: 'data:import',
    does: 'Takes a file to import later; it is kept for a day.',
    query: z.object({ name: z.string().min(1).max(255) }),
    response: z.object({ upload: z.string(), name: z.string(), size: z.int() }),
  }),
  import: stream({
    path: '/v1/imports',
    needs: 'data:import',
    does: 'Imports customers or events from a file, or shows what that would do.',
    body: z.object({
      kind: z.enum(['customers', 'events']).optional(),
      /** One of both: a path on the machine of the server, or what an upload gave. */
      path: z.string().optional(),
      upload: z.string().optional(),
      /** Text of a mapping file; absent: drafted from the columns and what follows. */
      mapping: z.string().optional(),
      mapping_name: z.string().optional(),
      /** Column (or expression) with the customer's id. */
      customer: z.string().optional(),
      event: z.string().optional(),
      at: z.string().optional(),
      event_id: z.string().optional(),
      declare: z.boolean().default(false),
      dry_run: z.boolean().default(false),
      reading: reading.optional(),
      /** Folder for the rows set aside; default: beside the file. */
      set_aside_folder: z.string().optional(),
    }),
    progress: z.object({
      step: z.enum(['detect', 'stage', 'publish']),
      rows: z.int(),
      set_aside: z.int(),
      /** Bytes of the file read so far, of how many. */
      bytes: z.int(),
      size: z.int(),
    }),
    response: z.object({
      dry_run: z.boolean(),
      import: importRecord.optional(),
      detected,
      /** The mapping used, as text that can be saved and edited. */
      mapping: z.string(),
      /** The first rows as the mapping reads them. */
      preview: z.object({
        columns: z.array(z.string()),
        rows: z.array(z.array(z.string().nullable())),
      }),
      rows: z.int(),
      imported: z.int(),
      per_event: z.array(z.object({ event: z.string(), events: z.int() })),
      skipped: z.int(),
      duplicates: z.int(),
      new_customers: z.int(),
      set_aside: z.int(),
      set_aside_file: z.string().optional(),
      set_aside_examples: z.array(setAsideRow),
      /** Names that this import declares, or would. */
      declared: z.array(z.string()),
      /** Warnings, and in a dry run what would refuse the import; `field` is the part of the mapping. */
      problems: z.array(placedProblem.extend({ field: z.string().optional() })),
    }),
  }),
  setAside: file({
    path: '/v1/imports/{id}/set-aside',
    needs: 'data:import',
    about: { import: 'id' },
    does: 'The rows an import set aside, each with line, column and reason, ready to be mended and imported.',
    params: z.object({ id: z.string().min(1).max(100) }),
  }),
  imports: json('GET', {
    path: '/v1/imports',
    needs: 'operations:read',
    does: 'Imports, newest first.',
    query: z.object({ limit: limit(50, 1000) }),
    response: z.object({ imports: z.array(importRecord) }),
  }),
}
