/** PostgreSQL's text holds every character but NUL; in free words (a reason, a note) it is shown as what it is. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\u2400').toWellFormed()
}
