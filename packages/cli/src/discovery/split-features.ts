/**
 * A list of expressions, divided at the commas that stand in no brackets and no quotes.
 *
 * @example
 * splitFeatures('country, sum(purchase.amount, 90d)') // ['country', 'sum(purchase.amount, 90d)']
 */
export function splitFeatures(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  let quote = ''
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"') quote = character
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    if (character === ',' && depth <= 0 && quote === '') parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map(part => part.trim()).filter(part => part !== '')
}
