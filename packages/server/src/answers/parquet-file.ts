import type { CustomerRow, Members } from '@kindred/engine'
import type { Value, ValueType } from '@kindred/language'
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import { wireValue } from './typed-value.ts'

/** Rows held at a time: one row group of the file. */
const GROUP = 20_000

type Column = Members['columns'][number]
type Cell = boolean | number | bigint | string | null

/**
 * An Apache Parquet file (Snappy), a row group at a time. Money is DECIMAL(38, 4), dates DATE, instants
 * TIMESTAMP in UTC; places and tags, which have no plain type, are JSON text.
 */
export async function* parquetFile({ columns, rows }: Members): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns) })
  let group: CustomerRow[] = []
  for await (const row of rows) {
    group.push(row)
    if (group.length < GROUP) continue
    writer.write({ columnData: dataOf(columns, group), rowGroupSize: GROUP })
    yield takeBytes(bytes)
    group = []
  }
  if (group.length > 0) writer.write({ columnData: dataOf(columns, group), rowGroupSize: GROUP })
  writer.finish()
  yield takeBytes(bytes)
}

/** What was written since the last time; the writer goes on counting offsets from the beginning of the file. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const taken = writer.getBytes().slice()
  writer.index = 0
  return taken
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  const root: SchemaElement = { name: 'root', num_children: columns.length + 1 }
  const customer: SchemaElement = { name: 'customer', ...utf8, repetition_type: 'REQUIRED' }
  return [
    root,
    customer,
    ...columns.map(
      ({ name, type }): SchemaElement => ({ name, ...elementOf(type), repetition_type: 'OPTIONAL' }),
    ),
  ]
}

const utf8 = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const

function elementOf(type: ValueType): Omit<SchemaElement, 'name' | 'repetition_type'> {
  if (type === 'boolean') return { type: 'BOOLEAN' }
  if (type === 'number' || type === 'duration') return { type: 'DOUBLE' }
  if (type === 'date') return { type: 'INT32', converted_type: 'DATE' }
  if (type === 'instant') return { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }
  if (type === 'money') {
    return {
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: 16,
      converted_type: 'DECIMAL',
      precision: 38,
      scale: 4,
    }
  }
  return utf8
}

function dataOf(columns: readonly Column[], group: readonly CustomerRow[]) {
  return [
    { name: 'customer', data: group.map(({ customer }) => customer) },
    ...columns.map(({ name, type }, index) => ({
      name,
      data: group.map(({ values }) => cellOf(type, values[index])),
    })),
  ]
}

function cellOf(type: ValueType, value: Value | undefined): Cell {
  if (value === undefined) return null
  // As a bigint an amount is taken for the ten-thousandths it is.
  if (type === 'money' && (typeof value === 'number' || typeof value === 'bigint')) return BigInt(value)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object') return value
  return JSON.stringify(wireValue(type, value))
}
