import { applyLinks } from '../calibration/apply-links.ts'
import { emptyMatrix, type Matrix } from '../matrix/matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import type { Table } from '../matrix/table.ts'
import { readFeature } from '../preparation/read-feature.ts'
import { transformed } from '../preparation/transform.ts'
import { activations, type DenseLayer, type LayerReading, type Layers } from './layers.ts'

/**
 * What layers make of every row.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × all weights.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3) }] }
 * applyLayers(layersOf(fitRidge(ages, [10, 20, 30], { penalty: 0 })), ages) // [10, 20, 30]
 */
export function applyLayers({ readings, layers, links }: Layers, table: Table): Float64Array {
  return applyLinks(links, runLayers(readAll(readings, table), layers))
}

function readAll(readings: readonly LayerReading[], table: Table): Matrix {
  const matrix = emptyMatrix(requireTable(table), readings.length)
  readings.forEach(({ column, reading, fill, transform, centre, scale }, place) => {
    const raw = readFeature(table, column, reading)
    for (let row = 0; row < matrix.rows; row += 1) {
      const value = transformed(transform, Number.isNaN(raw[row]!) ? fill : raw[row]!)
      matrix.values[row * matrix.columns + place] = (value - centre) / scale
    }
  })
  return matrix
}

/** The one output of the last layer, row by row. */
export function runLayers(matrix: Matrix, layers: readonly DenseLayer[]): Float64Array {
  const widest = Math.max(matrix.columns, ...layers.map(({ bias }) => bias.length))
  let [given, made] = [new Float64Array(widest), new Float64Array(widest)]
  return Float64Array.from({ length: matrix.rows }, (_, row) => {
    given.set(matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns))
    for (const { weights, bias, activation } of layers) {
      for (let output = 0; output < bias.length; output += 1) {
        const list = weights[output]!
        let sum = bias[output]!
        for (let input = 0; input < list.length; input += 1) sum += list[input]! * given[input]!
        made[output] = activations[activation](sum)
      }
      ;[given, made] = [made, given]
    }
    return given[0]!
  })
}
