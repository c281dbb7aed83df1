import type { ArgumentSyntax } from './expression.ts'

/** How a part of an expression is named in a sentence: names and values as written, the rest by its shape. */
export function describe(node: ArgumentSyntax): string {
  switch (node.kind) {
    case 'number':
      return `\`${node.text}\``
    case 'text':
      return `"${Array.from(node.value).slice(0, 30).join('')}"`
    case 'boolean':
      return `\`${node.value}\``
    case 'duration':
      return `\`${node.duration.amount}${node.duration.unit}\``
    case 'instant':
      return `\`${node.text}\``
    case 'name':
      return `\`${node.name}\``
    case 'property':
      return `\`${node.event}.${node.property}\``
    case 'segment':
      return `\`in(${node.segment})\``
    case 'call':
      return `\`${node.function}(…)\``
    default:
      return `\`${SHAPES[node.kind]}\``
  }
}

const SHAPES = {
  date: 'a date',
  negative: '-…',
  arithmetic: '… + …',
  compare: '… = …',
  between: '… between … and …',
  one_of: '… in (…)',
  in_list: '… in list(…)',
  in_window: '… in …',
  text_test: '… contains …',
  tag_test: '… any of (…)',
  known_test: '… is known',
  near: '… within … of …',
  inside: '… inside …',
  top: 'top … by …',
  not: 'not …',
  and: '… and …',
  or: '… or …',
  where: '… where …',
  sequence: '… then …',
  window: 'a window',
} as const
