import {
  type Catalog,
  type CompiledDefinitions,
  definitionsAt,
  type Live,
  type LiveView,
  type PersonalNames,
} from '@kindred/engine'
import { english, type LiveProgram, type Value, type ValueType } from '@kindred/language'
import { masksOf } from '../access/masks.ts'
import { asciiJson } from './ascii-json.ts'
import { instantText, moneyText, wireValue } from './typed-value.ts'

/**
 * What the hot answer is put together from, made once for each program: its names as JSON, and the reasons as they are
 * first given. An answer is then a few dozen pieces of text in a row.
 */
export class PreparedProgram {
  readonly version: number
  readonly program: LiveProgram
  /** The clocks of instants that come without an offset. */
  readonly timezone: string
  /** What must be masked for those who do not see what is personal; undefined: nothing. */
  readonly masks: PersonalNames | undefined
  readonly #compiled: CompiledDefinitions | undefined
  readonly #features: readonly { readonly key: string; readonly type: ValueType }[]
  readonly #segments: readonly string[]
  readonly #classes: readonly (readonly string[])[]
  /** By segment, then by reason. */
  readonly #reasons: (string | undefined)[][]

  constructor(version: number, program: LiveProgram, compiled: CompiledDefinitions | undefined) {
    this.version = version
    this.program = program
    this.masks = compiled && masksOf(compiled)
    this.timezone = compiled?.vocabulary.timezone ?? 'UTC'
    this.#compiled = compiled
    this.#features = program.features.map((name, at) => ({
      key: `${at === 0 ? '' : ','}${asciiJson(name)}:`,
      type: compiled?.features.get(name)?.is?.type ?? 'text',
    }))
    this.#segments = program.segments.map(id => `,{"id":${asciiJson(id)},"since":`)
    this.#classes = program.segmentations.map(({ id, classes }) =>
      classes.map(name => `{"id":${asciiJson(id)},"class":${asciiJson(name)},"since":`),
    )
    this.#reasons = program.segments.map(() => [])
  }

  /** The document of `customerNow`, in ASCII: a letter a byte, whatever names and values there are. */
  answerText(view: LiveView): string {
    return (
      `{"id":${asciiJson(view.id)},"as_of":"${instantText(view.asOf)}","definitions_version":${view.version},` +
      `"features":{${this.#featureTexts(view.features)}},${this.#segmentTexts(view)},"classes":[${this.#classTexts(view)}]}`
    )
  }

  #featureTexts(values: LiveView['features']): string {
    let text = ''
    for (let i = 0; i < this.#features.length; i += 1) {
      const { key, type } = this.#features[i]!
      text += key + valueText(type, values[i])
    }
    return text
  }

  #segmentTexts({ mask, since, reasons }: LiveView): string {
    let inside = ''
    let outside = ''
    for (let i = 0; i < this.#segments.length; i += 1) {
      if ((mask[i >> 5]! >>> (i & 31)) & 1) {
        inside += `${this.#segments[i]}${sinceText(since[i])}}`
      } else outside += this.#reasonText(i, reasons[i]!)
    }
    // Each begins with a comma.
    return `"segments":[${inside.slice(1)}],"outside":[${outside.slice(1)}]`
  }

  #classTexts({ classes, since }: LiveView): string {
    let text = ''
    for (let i = 0; i < this.#classes.length; i += 1) {
      const named = this.#classes[i]![classes[i]!]
      if (named === undefined) continue
      text += `${text === '' ? '' : ','}${named}${sinceText(since[this.#segments.length + i])}}`
    }
    return text
  }

  #reasonText(segment: number, reason: number): string {
    const known = this.#reasons[segment]!
    known[reason] ??= this.#makeReason(segment, reason)
    return known[reason]
  }

  #makeReason(segment: number, reason: number): string {
    const condition = this.program.condition(segment, reason)
    const words =
      condition === undefined || this.#compiled === undefined
        ? ''
        : english(condition, this.#compiled.vocabulary)
    const id = this.program.segments[segment]
    // Programs read it: the emphasis on connectives is for people.
    return `,${asciiJson({ id, reason: words.replaceAll('**', '') })}`
  }
}

/** Nothing: she was there when live membership began. */
function sinceText(since: number | undefined): string {
  return since === undefined ? 'null' : `"${instantText(since)}"`
}

function valueText(type: ValueType, value: Value | undefined): string {
  if (value === undefined) return 'null'
  if (typeof value === 'number') {
    if (type === 'number' || type === 'duration') return `${value + 0}`
    if (type === 'money') return `"${moneyText(value)}"`
  }
  return asciiJson(wireValue(type, value))
}

/** Gives the prepared program in force; prepares again when another has come into force. */
export function preparedPrograms(
  catalog: Catalog,
): (live: Live) => PreparedProgram | Promise<PreparedProgram> {
  let prepared: PreparedProgram | undefined
  return live => {
    const { version, program } = live.program()
    if (prepared?.version === version && prepared.program === program) return prepared
    return prepare(catalog, version, program).then(made => {
      prepared = made
      return made
    })
  }
}

async function prepare(catalog: Catalog, version: number, program: LiveProgram): Promise<PreparedProgram> {
  const compiled = version === 0 ? undefined : (await definitionsAt(catalog, version)).compiled
  return new PreparedProgram(version, program, compiled)
}
