/** A thing that a sentence speaks of, and whether it is many. */
export interface Noun {
  readonly text: string
  readonly plural: boolean
}

export function one(text: string): Noun {
  return { text, plural: false }
}

/** `loyalty points` are many; an `address` is one, and so is the `spend in 90 days`. */
export function labelled(label: string): Noun {
  const [head = label] = label.split(/ (?:in|of|on|at|per|for|from|to|by|with|since) /)
  return { text: label, plural: /[^s]s$/.test(head) && !/(us|is|as)$/.test(head) }
}

/** A declared label, its first letter made small as in a sentence, or the name with spaces. */
export function wordsFor(name: string, label: string | undefined): string {
  if (label === undefined || label === '') return name.replaceAll('_', ' ')
  // `Spend in 90 days` becomes `spend …`; `VIP` and `RFM group` stay.
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

export function plural(noun: string): string {
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

export function withArticle(noun: string): string {
  return /^([aeio]|u(?!s|ni))/i.test(noun) ? `an ${noun}` : `a ${noun}`
}

/** What a customer has done, for events named by a common verb. */
const DONE: ReadonlyMap<string, string> = new Map([
  ['visit', 'visited'],
  ['purchase', 'purchased'],
  ['order', 'ordered'],
  ['call', 'called'],
  ['click', 'clicked'],
  ['login', 'logged in'],
  ['log in', 'logged in'],
  ['signup', 'signed up'],
  ['sign up', 'signed up'],
  ['register', 'registered'],
  ['registration', 'registered'],
  ['subscribe', 'subscribed'],
  ['unsubscribe', 'unsubscribed'],
  ['complaint', 'complained'],
  ['donation', 'donated'],
  ['donate', 'donated'],
  ['download', 'downloaded'],
  ['search', 'searched'],
  ['reply', 'replied'],
  ['response', 'responded'],
])

/** `visited` for `visit`; undefined when the event's name is no verb we know. */
export function done(noun: string): string | undefined {
  return DONE.get(noun)
}

/** `a, b or c` */
export function listed(items: readonly string[], word: 'and' | 'or' | 'nor'): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`
}
