import { shortened } from '../../imports/row-problem.ts'

/** What was given, for a message: as JSON, no longer than a sentence bears. */
export function givenInWords(given: unknown): string {
  switch (typeof given) {
    case 'string':
      return `'${shortened(given)}'`
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(given)
    case 'object':
      return shortened(given === null ? 'null' : JSON.stringify(given))
    default:
      return 'nothing'
  }
}
