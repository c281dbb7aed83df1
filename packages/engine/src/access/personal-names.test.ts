import { expect, test } from 'vitest'
import { compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { readDefinitionFile } from '../catalog/files/read-definition-file.ts'
import { mergeDefinitions } from '../catalog/merge-definitions.ts'
import { personalNames } from './personal-names.ts'

function namesOf(text: string) {
  const { file } = readDefinitionFile({ name: 'a.yaml', text })
  const files = file === undefined ? [] : [file]
  const { definitions } = mergeDefinitions({ files, complete: true, current: undefined })
  const compiled = compileDefinitions(definitions, [], [], [])
  expect(compiled.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return personalNames(compiled)
}

const text = `
attributes:
  born: { type: date, personal: true }
  country: text
events:
  call: { properties: { topic: text, number: { type: text, personal: true } } }
features:
  age: "days_since(born) / 365"
  last_number: last(call.number)
  calls: count(call)
  topics: count(call where topic = "x")
  from_abroad: 'count(call where number starts with "+49")'
  grown: age >= 18
segments:
  adults: grown
  callers: calls > 2
  old_callers: in(adults) and in(callers)
segmentations:
  ages:
    first_match: [{ class: young, when: age < 30 }]
    otherwise: old
  activity:
    first_match: [{ class: busy, when: in(callers) }]
    otherwise: quiet
`

test('whatever reads something personal is personal, through everything it stands on', () => {
  const names = namesOf(text)
  expect([...names.attributes]).toEqual(['born'])
  expect([...names.properties]).toEqual(['call.number'])
  expect([...names.features].sort()).toEqual(['age', 'from_abroad', 'grown', 'last_number'])
  expect([...names.segments].sort()).toEqual(['adults', 'old_callers'])
  expect([...names.segmentations]).toEqual(['ages'])
  expect(names.isEmpty).toBe(false)
})

test('where nothing is marked nothing is personal', () => {
  const names = namesOf(text.replaceAll(', personal: true', ''))
  expect(names.isEmpty).toBe(true)
  expect([...names.features, ...names.segments, ...names.segmentations]).toEqual([])
})
