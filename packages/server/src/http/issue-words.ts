import type { z } from 'zod'

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

/** Names the part and what is wrong with it, in words; never what was given, which may be a person's. */
export function issueWords(issue: z.core.$ZodIssue): string {
  const part = issue.path.join('.')
  return part === '' ? wrong(issue) : `'${part}' ${wrong(issue)}`
}

function wrong(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `should be ${types[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `should be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `has no part ${issue.keys.map(key => `'${key}'`).join(', ')}`
    case 'invalid_union': {
      const branches = issue.errors.flatMap(branch => branch.slice(0, 1).map(wrong))
      return branches.length === 0 ? issue.message : [...new Set(branches)].join(' or ')
    }
    case 'too_small':
      return Number(issue.minimum) === 1 && issue.origin === 'string'
        ? 'is empty'
        : sized(issue.origin, `${issue.minimum} or more`)
    case 'too_big':
      return sized(issue.origin, `at most ${issue.maximum}`)
    default:
      return `is not as it should be: ${issue.message}`
  }
}

function sized(origin: string, size: string): string {
  if (origin === 'string') return `should have ${size} characters`
  return origin === 'array' ? `should have ${size} items` : `should be ${size}`
}
