import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Column, Table } from '../matrix/table.ts'
import type { PublishedData } from './published-data.ts'

/** A public file as a table: columns of numbers by name, all others words; what is blank is missing. */
export function publishedTable(data: PublishedData, numbers: readonly string[]): Table {
  const bytes = readFileSync(data.path)
  const text = (data.path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const [header = [], ...rows] = text.trim().split(/\r?\n/).map(fieldsOf)
  return {
    columns: header.map((name, at): Column => {
      const fields = rows.map(row => (row[at] ?? '').trim())
      if (!numbers.includes(name))
        return { name, kind: 'category', values: fields.map(field => (field === '' ? null : field)) }
      const values = Float64Array.from(fields, field => (field === '' ? Number.NaN : Number(field)))
      return { name, kind: 'number', values }
    }),
  }
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
