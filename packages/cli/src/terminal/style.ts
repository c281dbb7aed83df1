import { styleText } from 'node:util'

/** Colour where the terminal shows it; `styleText` honours NO_COLOR and pipes by itself. */
export const style = {
  strong: (text: string) => styleText('bold', text),
  quiet: (text: string) => styleText('dim', text),
  good: (text: string) => styleText('green', text),
  bad: (text: string) => styleText('red', text),
  warning: (text: string) => styleText('yellow', text),
  name: (text: string) => styleText('cyan', text),
}

/** The `**and**` of an English reading, in bold. */
export function withEmphasis(english: string): string {
  return english.replaceAll(/\*\*(.+?)\*\*/g, (_, word: string) => style.strong(word))
}
