import { isStringOneByteRepresentation } from 'node:v8'

const beyond = /[\u0080-\uffff]/g

/**
 * A value as JSON in ASCII, held at a byte a letter: everything else as the escapes that every reader of JSON knows. A
 * text that is put together from such pieces is sent as it lies.
 *
 * @example
 * asciiJson('“é” 😀') // '"\\u201c\\u00e9\\u201d \\ud83d\\ude00"'
 */
export function asciiJson(value: unknown): string {
  const ascii = JSON.stringify(value).replace(
    beyond,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  // What comes of a wider text, or out of the middle of one, has two bytes a letter, whichever letters are left; and so
  // has everything it becomes a part of, which is then encoded letter by letter.
  return isStringOneByteRepresentation(ascii) ? ascii : Buffer.from(ascii, 'latin1').toString('latin1')
}
