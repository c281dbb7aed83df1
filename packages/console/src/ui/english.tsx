import type { ReactNode } from 'react'

/** A sentence of the language: what it marks with two stars stands out. */
export function English({ text }: { text: string }): ReactNode {
  const parts = text.split('**')
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
  return parts.map((part, place) => (place % 2 === 1 ? <strong key={place}>{part}</strong> : part))
}
