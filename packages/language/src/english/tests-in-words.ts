import type { Checked, InWindow, TagTest, TextTest } from '../ast/checked.ts'
import { listed } from './nouns.ts'
import { isBirth } from './nouns-in-words.ts'
import { be, type Sentence, verb } from './sentence.ts'
import { numberInWords, placeInWords, quoted } from './values-in-words.ts'
import { triggerInWords } from './windows-in-words.ts'

type Test = Extract<
  Checked,
  { kind: 'text_test' | 'tag_test' | 'known_test' | 'near' | 'inside' | 'in_window' }
>

export function testClause(node: Test, negated: boolean, sentence: Sentence): string {
  const subject = sentence.noun(node.value)
  switch (node.kind) {
    case 'text_test':
      return textClause(node, negated, sentence)
    case 'tag_test':
      return tagClause(node, negated, sentence)
    case 'known_test':
      return `${subject.text} ${be(subject, false)} ${node.known === negated ? 'unknown' : 'known'}`
    case 'near':
      return `${subject.text} ${be(subject, negated)} within ${numberInWords(node.kilometres)} km of ${placeInWords(node.center)}`
    case 'inside':
      return `${subject.text} ${be(subject, negated)} inside ${node.place.replaceAll('_', ' ')}`
    case 'in_window':
      return windowClause(node, negated, sentence)
  }
}

function textClause(node: TextTest, negated: boolean, sentence: Sentence): string {
  const subject = sentence.noun(node.value)
  const pattern = quoted(node.pattern)
  switch (node.operator) {
    case 'contains':
      return `${subject.text} ${verb(subject, 'contain', negated)} ${pattern}`
    case 'starts with':
      return `${subject.text} ${verb(subject, 'start', negated)} with ${pattern}`
    case 'ends with':
      return `${subject.text} ${verb(subject, 'end', negated)} with ${pattern}`
    case '~=':
      return `${subject.text} ${be(subject, negated)} ${pattern} in whatever case`
    case 'matches':
      return `${subject.text} ${verb(subject, 'match', negated)} the pattern ${pattern}`
  }
}

function tagClause(node: TagTest, negated: boolean, sentence: Sentence): string {
  const subject = sentence.noun(node.value)
  const word = node.operator === 'all of' ? 'and' : 'or'
  const options = listed(node.options.map(quoted), word)
  if (node.operator !== 'none of') return `${subject.text} ${verb(subject, 'include', negated)} ${options}`
  // Of unknown tags nothing is true, not even that none is among them.
  const known = `${subject.text} ${be(subject, false)} known and ${verb(subject, 'include', true)} ${options}`
  return negated ? `it is not so that ${known}` : known
}

function windowClause(node: InWindow, negated: boolean, sentence: Sentence): string {
  const value = sentence.noun(node.value)
  const subject = node.anniversary
    ? { text: isBirth(node.value) ? 'the birthday' : `the anniversary of ${value.text}`, plural: false }
    : value
  return `${subject.text} ${be(subject, negated)} ${triggerInWords(node.window)}`
}
