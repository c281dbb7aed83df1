import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Matrix } from '@kindred/learning'

/** Where the peer reads a matrix: its numbers in single precision, row by row. */
export interface MatrixFile {
  readonly path: string
  readonly rows: number
  readonly columns: number
}

export function writeMatrix(folder: string, name: string, { rows, columns, values }: Matrix): MatrixFile {
  const path = join(folder, `${name}.f32`)
  writeFileSync(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  return { path, rows, columns }
}
