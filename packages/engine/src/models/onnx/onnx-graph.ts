import { PbfReader } from 'pbf'

/** An ONNX file as far as it matters here: the nodes of its graph in order, and numbers that are written in it. */
export interface OnnxGraph {
  readonly producer: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly nodes: readonly OnnxNode[]
  readonly constants: ReadonlyMap<string, OnnxTensor>
}

export interface OnnxNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, OnnxAttribute>
}

export interface OnnxAttribute {
  readonly float?: number
  readonly int?: number
  readonly text?: string
  readonly tensor?: OnnxTensor
  readonly floats: readonly number[]
  readonly ints: readonly number[]
  readonly texts: readonly string[]
}

export interface OnnxTensor {
  readonly shape: readonly number[]
  readonly values: readonly number[]
}

const FLOAT = 1
const INT64 = 7
const DOUBLE = 11

/**
 * Reads an ONNX file.
 *
 * @throws Error what the reader of protocol buffers makes of a file that is none; RangeError of tensors of another type
 *
 * Source: onnx.proto3 of ONNX 1.16, whose numbers of fields are fixed.
 */
export function readOnnx(bytes: Uint8Array): OnnxGraph {
  const found = { producer: '', graph: undefined as OnnxGraph | undefined }
  new PbfReader(bytes).readFields((field, _, reader) => {
    if (field === 2) found.producer = reader.readString()
    else if (field === 7) found.graph = readGraph(reader)
  }, undefined)
  if (found.graph === undefined) throw new RangeError('It has no graph.')
  return { ...found.graph, producer: found.producer }
}

function readGraph(reader: PbfReader): OnnxGraph {
  const nodes: OnnxNode[] = []
  const constants = new Map<string, OnnxTensor>()
  const [inputs, outputs]: [string[], string[]] = [[], []]
  inMessage(reader, field => {
    if (field === 1) nodes.push(readNode(reader))
    else if (field === 5) {
      const { name, ...tensor } = readTensor(reader)
      constants.set(name, tensor)
    } else if (field === 11) inputs.push(readName(reader))
    else if (field === 12) outputs.push(readName(reader))
  })
  // Files of before repeat their constants among the inputs.
  return {
    ...{ producer: '', nodes, constants, outputs },
    inputs: inputs.filter(name => !constants.has(name)),
  }
}

function readNode(reader: PbfReader): OnnxNode {
  const [inputs, outputs]: [string[], string[]] = [[], []]
  const attributes = new Map<string, OnnxAttribute>()
  let operator = ''
  inMessage(reader, field => {
    if (field === 1) inputs.push(reader.readString())
    else if (field === 2) outputs.push(reader.readString())
    else if (field === 4) operator = reader.readString()
    else if (field === 5) {
      const { name, ...attribute } = readAttribute(reader)
      attributes.set(name, attribute)
    }
  })
  return { operator, inputs, outputs, attributes }
}

function readAttribute(reader: PbfReader): OnnxAttribute & { readonly name: string } {
  const [floats, ints, texts]: [number[], number[], string[]] = [[], [], []]
  const found: { name: string; float?: number; int?: number; text?: string; tensor?: OnnxTensor } = {
    name: '',
  }
  inMessage(reader, field => {
    if (field === 1) found.name = reader.readString()
    else if (field === 2) found.float = reader.readFloat()
    else if (field === 3) found.int = reader.readVarint(true)
    else if (field === 4) found.text = reader.readString()
    else if (field === 5) found.tensor = readTensor(reader)
    else if (field === 7) reader.readPackedFloat(floats)
    else if (field === 8) reader.readPackedVarint(ints, true)
    else if (field === 9) texts.push(reader.readString())
  })
  return { ...found, floats, ints, texts }
}

function readTensor(reader: PbfReader): OnnxTensor & { readonly name: string } {
  const [shape, values]: [number[], number[]] = [[], []]
  let [name, type]: [string, number] = ['', FLOAT]
  let raw: Uint8Array | undefined
  inMessage(reader, field => {
    if (field === 1) reader.readPackedVarint(shape, true)
    else if (field === 2) type = reader.readVarint()
    else if (field === 4) reader.readPackedFloat(values)
    else if (field === 7) reader.readPackedVarint(values, true)
    else if (field === 8) name = reader.readString()
    else if (field === 9) raw = reader.readBytes()
    else if (field === 10) reader.readPackedDouble(values)
  })
  return { name, shape, values: raw === undefined ? values : rawValues(raw, type) }
}

function rawValues(raw: Uint8Array, type: number): number[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const read = (size: number, at: (offset: number) => number) =>
    Array.from({ length: raw.byteLength / size }, (_, index) => at(index * size))
  if (type === FLOAT) return read(4, offset => view.getFloat32(offset, true))
  if (type === DOUBLE) return read(8, offset => view.getFloat64(offset, true))
  if (type === INT64) return read(8, offset => Number(view.getBigInt64(offset, true)))
  throw new RangeError(`It has a tensor of the type ${type}, which is not read.`)
}

function readName(reader: PbfReader): string {
  let name = ''
  inMessage(reader, field => {
    if (field === 1) name = reader.readString()
  })
  return name
}

/** The fields of a message within; what is not read is skipped. */
function inMessage(reader: PbfReader, read: (field: number) => void): void {
  reader.readMessage(field => read(field), undefined)
}
