import { RESERVED_WORDS } from '@kindred/language'

/**
 * A name as the language writes names, from one as a file writes it.
 *
 * @example
 * snakeCase('InvoiceNo')        // 'invoice_no'
 * snakeCase('Děti (počet)')     // 'deti_pocet'
 */
export function snakeCase(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const named = /^[a-z]/.test(words) ? words : `x_${words}`
  return named.slice(0, 100).replace(/_+$/, '')
}

/** The same as a name that can be declared: a word of the language gets a `_`. */
export function fitName(text: string): string {
  const name = snakeCase(text)
  return RESERVED_WORDS.has(name) ? `${name}_` : name
}
