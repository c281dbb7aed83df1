import type { SourceColumn } from './source-shape.ts'
import { firstDay, lastDay, parseTimeFormat, readTime, type TimeFormat } from './time-format.ts'

type Look = Pick<SourceColumn, 'looksLike' | 'format' | 'otherFormat' | 'decimalComma' | 'thousands'>

const INTEGER = /^[+-]?(0|[1-9][0-9]{0,14})$/
const DECIMAL = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$/
const DECIMAL_COMMA = /^[+-]?[0-9]+,[0-9]+$/
const LEADING_ZERO = /^[+-]?0[0-9]/
const truthWords = new Set(['true', 'false', 'yes', 'no', 't', 'f', 'y', 'n'])

const dates = [
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'dd.MM.yyyy',
  'MM/dd/yyyy',
  'dd/MM/yyyy',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
  'd.M.yyyy',
  'M/d/yyyy',
  'd/M/yyyy',
  'yyyy-M-d',
]
const times = ['HH:mm:ss', 'HH:mm', 'HH:mm:ss.SSS', 'H:mm:ss', 'H:mm', 'h:mm:ss a', 'h:mm a']
const others = [
  'MMM d, yyyy',
  'MMMM d, yyyy',
  'd MMM yyyy',
  'd MMMM yyyy',
  'dd.MM.yy',
  'MM/dd/yy',
  'dd/MM/yy',
  'yyyyMMdd',
]

const dateFormats = formats([...dates, ...others])
const timestampFormats = formats(dates.flatMap(date => times.map(time => `${date} ${time}`)))
const iso = formats(['iso'])[0]
const epochs = formats(['epoch seconds', 'epoch milliseconds'])

function formats(texts: readonly string[]): TimeFormat[] {
  return texts.map(parseTimeFormat).filter((format): format is TimeFormat => 'kind' in format)
}

/**
 * What the values of a column look like; of times and days up to a tenth may be broken.
 *
 * @param values - A sample; empty ones say nothing.
 * @param decimalComma - Whether other columns of the file write `1,5`: a point then groups thousands wherever it can.
 *
 * @example
 * lookOfColumn(['01.02.2026 10:30', '17.02.2026 08:00'])   // { looksLike: 'timestamp', format: 'dd.MM.yyyy HH:mm' }
 */
export function lookOfColumn(values: readonly string[], decimalComma = false): Look {
  const known = values.map(value => value.trim()).filter(value => value !== '')
  if (known.length === 0) return { looksLike: 'empty' }
  const all = (test: (value: string) => boolean) => known.every(test)
  if (all(value => truthWords.has(value.toLowerCase()))) return { looksLike: 'boolean' }
  const time = lookOfTime(known)
  if (time !== undefined) return time
  // A number with zeros in front is a code.
  if (known.some(value => LEADING_ZERO.test(value) && !value.includes('.') && !value.includes(','))) {
    return { looksLike: 'text' }
  }
  if (all(value => INTEGER.test(value))) return { looksLike: 'integer' }
  const grouped = decimalComma ? lookOfGroups(known) : undefined
  if (grouped?.decimalComma) return grouped
  if (all(value => DECIMAL.test(value))) return { looksLike: 'decimal' }
  if (all(value => INTEGER.test(value) || DECIMAL_COMMA.test(value))) {
    return { looksLike: 'decimal', decimalComma: true }
  }
  return lookOfGroups(known) ?? { looksLike: 'text' }
}

/** What may stand between groups of three digits, by the sign in front of the decimals. */
const groupings = ([',', '.'] as const).flatMap(decimal =>
  [decimal === ',' ? '.' : ',', ' ', '\u00a0', '\u202f', "'"].map(thousands => {
    const [group, point] = [
      `\\u{${thousands.codePointAt(0)?.toString(16)}}`,
      `\\u{${decimal.codePointAt(0)?.toString(16)}}`,
    ]
    const whole = `([0-9]{1,3}(${group}[0-9]{3})+|[0-9]+)`
    return {
      decimalComma: decimal === ',',
      thousands,
      pattern: new RegExp(`^[+-]?${whole}(${point}[0-9]+)?$`, 'u'),
    }
  }),
)

/** Numbers with groups: `1.234,56`, `1,234.56`, `1 234,56`. */
function lookOfGroups(values: readonly string[]): Look | undefined {
  const found = groupings.find(
    ({ pattern, thousands }) =>
      values.every(value => pattern.test(value)) && values.some(value => value.includes(thousands)),
  )
  if (found === undefined) return undefined
  const { decimalComma, thousands } = found
  return { looksLike: 'decimal', ...(decimalComma && { decimalComma }), thousands }
}

function lookOfTime(values: readonly string[]): Look | undefined {
  const date = dateFormats.find(format => fits(format, values))
  if (date !== undefined) return { looksLike: 'date', ...namedFormat(date, values) }
  const timestamp = timestampFormats.find(format => fits(format, values))
  if (timestamp !== undefined) return { looksLike: 'timestamp', ...namedFormat(timestamp, values) }
  if (iso !== undefined && fits(iso, values)) return { looksLike: 'timestamp', format: 'iso' }
  // Ten or thirteen digits that all fall into these years are seldom anything else.
  const epoch = epochs.find(
    (format, at) =>
      values.every(value => value.length === (at === 0 ? 10 : 13)) && fits(format, values, 2001, 2040),
  )
  return epoch === undefined ? lookOfMostTimes(values) : { looksLike: 'timestamp', format: epoch.text }
}

/** Up to this share of times and days may be broken: their rows are set aside. */
const BROKEN = 0.1
const TIME_LIKE =
  /^([0-9]{1,4}([-/.])[0-9]{1,2}\2[0-9]{2,4}|[0-9]{1,2} \p{L}{3,9} [0-9]{4}|\p{L}{3,9} [0-9]{1,2}, [0-9]{4})/u

/** The format that most of them have, where some are broken. Numbers have none of this: those that are none make it a code. */
function lookOfMostTimes(values: readonly string[]): Look | undefined {
  const timely = values.filter(value => TIME_LIKE.test(value))
  if (values.length - timely.length > values.length * BROKEN) return undefined
  let best: { readonly look: Look; readonly own: readonly string[] } | undefined
  const consider = (looksLike: 'date' | 'timestamp', format: TimeFormat) => {
    const own = timely.filter(value => fits(format, [value]))
    if (own.length <= (best?.own.length ?? 0)) return
    best = { look: { looksLike, ...namedFormat(format, own) }, own }
  }
  for (const format of dateFormats) consider('date', format)
  for (const format of timestampFormats) consider('timestamp', format)
  if (iso !== undefined) consider('timestamp', iso)
  return best !== undefined && values.length - best.own.length <= values.length * BROKEN
    ? best.look
    : undefined
}

/** Month and day can be the other way round while no day is past the twelfth. */
function namedFormat({ text }: TimeFormat, values: readonly string[]): Pick<Look, 'format' | 'otherFormat'> {
  const [other] = formats([text.replace(/^(M+)(.)(d+)/, '$3$2$1')])
  const either = other !== undefined && other.text !== text && fits(other, values)
  return either ? { format: text, otherFormat: other.text } : { format: text }
}

function fits(format: TimeFormat, values: readonly string[], first?: number, last?: number): boolean {
  const compact = format.text === 'yyyyMMdd'
  const [from, to] = [first ?? (compact ? 1990 : undefined), last ?? (compact ? 2039 : undefined)]
  const earliest = from === undefined ? firstDay * 86_400_000 : Date.UTC(from, 0, 1)
  const latest = to === undefined ? (lastDay + 1) * 86_400_000 : Date.UTC(to + 1, 0, 1)
  return values.every(value => {
    const read = readTime(format, value)
    return read !== undefined && read.local >= earliest && read.local < latest
  })
}
