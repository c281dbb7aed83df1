import type { Checked } from '../ast/checked.ts'
import { shownLiteral } from './check-literal.ts'

/** How a checked part is named in a sentence. */
export function describeChecked(node: Checked): string {
  switch (node.kind) {
    case 'literal':
      return shownLiteral(node)
    case 'attribute':
    case 'property':
    case 'feature':
      return `\`${node.name}\``
    case 'segment':
      return `\`in(${node.name})\``
    case 'class':
      return `\`${node.segmentation}\``
    case 'score':
      return `\`score(${node.model}${node.output === undefined ? '' : `, ${node.output}`})\``
    case 'aggregate': {
      const source = node.property === undefined ? node.event : `${node.event}.${node.property.name}`
      return `\`${node.function}(${source}${node.where === undefined && node.window.kind === 'ever' ? '' : ' …'})\``
    }
    case 'sequence':
      return `\`${node.function}(${node.steps[0]?.event ?? ''} then …)\``
    case 'call':
      return `\`${node.function}(…)\``
    case 'choice':
      return '`if(…)`'
    case 'arithmetic':
      return `\`… ${node.operator} …\``
    case 'convert':
      return describeChecked(node.value)
    default:
      return 'the condition'
  }
}
