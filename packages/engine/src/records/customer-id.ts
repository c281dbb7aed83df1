/** The longest id of a customer, in characters. */
export const LONGEST_ID = 1_000
const CONTROL = /[\u0000-\u001f\u007f]/

/**
 * The id of a customer as it is kept, whichever way it comes: without the spaces around it, and composed (NFC).
 *
 * @example
 * customerId(' Zoe\u0308 ')   // 'Zoë'
 */
export function customerId(given: string): string {
  return trimSpaces(given).normalize('NFC')
}

/** Whether an id can be kept: well-formed text of 1 to {@link LONGEST_ID} characters, none of them a control character. */
export function isCustomerId(id: string): boolean {
  if (id === '' || !id.isWellFormed() || CONTROL.test(id)) return false
  return id.length <= LONGEST_ID || [...id].length <= LONGEST_ID
}

/** Only the space itself: what other white space there is, is part of the text. */
export function trimSpaces(text: string): string {
  let [start, end] = [0, text.length]
  while (text[start] === ' ') start++
  while (end > start && text[end - 1] === ' ') end--
  return text.slice(start, end)
}
