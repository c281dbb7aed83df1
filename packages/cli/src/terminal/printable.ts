/** Colours of ours may pass; a line's end and a tab, too. */
const CONTROLS = /\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]/g

/**
 * A text that can do nothing to a terminal but be read: values come out of files that anyone may have written, and one
 * could clear the screen, set the window's title or write over what stands before it.
 *
 * @example
 * printable('a\x1b[2Jb\r') // 'a␛[2Jb␍'
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, picture)
}

/** The sign Unicode has for a control character; of the others, which have none, that of a character not known. */
function picture(control: string): string {
  const code = control.charCodeAt(0)
  if (code === 0x7f) return '␡'
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
}
