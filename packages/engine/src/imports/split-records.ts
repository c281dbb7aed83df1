/** How a sample of text is divided while it is being found out how the file is. */
export interface SampleRules {
  readonly delimiter: string
  readonly quote: string
  readonly recordEnd: 'lf' | 'cr'
}

/**
 * Divides a sample leniently: nothing is refused, a broken quote ends with the text. For looking, not for importing.
 *
 * @param limit - Records at most.
 */
export function splitRecords(text: string, rules: SampleRules, limit: number): string[][] {
  const { delimiter, quote } = rules
  const end = rules.recordEnd === 'lf' ? '\n' : '\r'
  const records: string[][] = []
  let fields: string[] = []
  let at = 0
  const skipSpaces = () => {
    if (delimiter === ' ') while (text[at] === ' ') at++
  }
  while (at < text.length && records.length < limit) {
    skipSpaces()
    let field = ''
    if (quote !== 'none' && text[at] === quote) {
      at++
      for (;;) {
        const close = text.indexOf(quote, at)
        if (close === -1) {
          field += text.slice(at)
          at = text.length
          break
        }
        field += text.slice(at, close)
        at = close + 1
        if (text[at] !== quote) break
        field += quote
        at++
      }
    }
    const start = at
    while (at < text.length && text[at] !== delimiter && text[at] !== end) at++
    field += text.slice(start, at)
    skipSpaces()
    if (delimiter === ' ' && text[at] === '\r' && end === '\n') at++
    // At the last of the spaces, as at any other delimiter.
    if (delimiter === ' ' && at < text.length && text[at] !== end) at--
    const ends = at >= text.length || text[at] === end
    fields.push(ends && end === '\n' ? field.replace(/\r$/, '') : field)
    at++
    if (!ends) {
      if (at >= text.length) fields.push('')
      else continue
    }
    if (fields.length > 1 || fields[0] !== '') records.push(fields)
    fields = []
  }
  return records
}
