import type { Members } from '@kindred/engine'
import type { SentFile } from '../http/handler.ts'
import { csvFile } from './csv-file.ts'
import { parquetFile } from './parquet-file.ts'
import { wireValue } from './typed-value.ts'

export type MembersFormat = 'csv' | 'ndjson' | 'parquet'

/** Members as a file in one of three formats, made as it is read: memory does not grow with it. */
export function membersFile(name: string, format: MembersFormat, members: Members): SentFile {
  if (format === 'csv')
    return { contentType: 'text/csv; charset=utf-8', name: `${name}.csv`, content: csvFile(members) }
  if (format === 'parquet') {
    return {
      contentType: 'application/vnd.apache.parquet',
      name: `${name}.parquet`,
      content: parquetFile(members),
    }
  }
  return { contentType: 'application/x-ndjson', name: `${name}.ndjson`, content: jsonLinesFile(members) }
}

async function* jsonLinesFile({ columns, rows }: Members): AsyncGenerator<string> {
  for await (const { customer, values } of rows) {
    const named = columns.map(({ name, type }, index): [string, unknown] => {
      const value = values[index]
      return [name, value === undefined ? null : wireValue(type, value)]
    })
    // The id comes last in the object literal's eyes only if a column has its name, which no definition can.
    yield `${JSON.stringify({ customer, ...Object.fromEntries(named) })}\n`
  }
}
