import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Matrix, matrixOf } from '../matrix/matrix.ts'

const folder = resolve(import.meta.dirname, '../../../../../shared/data')

/** A public data set, which lies beside the checkout where it may be used: it may not be shipped. */
export class PublishedData {
  readonly #path: string

  constructor(path: string) {
    this.#path = resolve(folder, path)
  }

  get path(): string {
    return this.#path
  }

  get isMissing(): boolean {
    return !existsSync(this.#path)
  }

  /** The named columns of a file without quotes, as numbers. */
  columns(names: readonly string[]): Matrix {
    const [header = '', ...lines] = readFileSync(this.#path, 'utf8')
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/)
    const places = names.map(name => header.split(',').indexOf(name))
    return matrixOf(lines.map(line => places.map(place => Number(line.split(',')[place]))))
  }
}
