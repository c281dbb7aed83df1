const beyond = /[\u0080-\uffff]/g

/**
 * A value as JSON in ASCII: everything else as the escapes that every reader of JSON knows. A text that is put together
 * from such pieces takes a byte a letter, and needs no encoding.
 *
 * @example
 * asciiJson('“é” 😀') // '"\\u201c\\u00e9\\u201d \\ud83d\\ude00"'
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    beyond,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
