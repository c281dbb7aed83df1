import { type Checked, english } from '@kindred/language'
import type { CompiledDefinitions } from '../../catalog/compile/compiled-definitions.ts'
import { fitName } from '../../catalog/snake-case.ts'
import { EngineError } from '../../errors.ts'
import { checkText } from './check-text.ts'
import { type FeatureToRead, featureKind } from './feature-to-read.ts'

/**
 * The features that were asked for: names of attributes and features, or expressions.
 *
 * @throws EngineError `expression_wrong`, `feature_not_measurable`, `feature_twice`
 */
export function askedFeatures(compiled: CompiledDefinitions, asked: readonly string[]): FeatureToRead[] {
  const taken = new Set<string>()
  return asked.map(text => {
    const read = checkText(compiled, 'features', text)
    const kind = featureKind(read.type)
    if (kind === undefined) throw new EngineError('feature_not_measurable', { text, type: read.type })
    const id = unusedId(compiled, text, taken)
    return {
      feature: {
        id,
        is: text,
        label: labelOf(compiled, text, read),
        kind,
        source: 'asked',
        why: 'It was asked for.',
      },
      read,
    }
  })
}

/** A name as it is; of an expression one made of its words, that no other has. */
function unusedId(compiled: CompiledDefinitions, text: string, taken: Set<string>): string {
  const isName = isDeclared(compiled, text)
  if (isName && taken.has(text)) throw new EngineError('feature_twice', { text })
  const wanted = isName ? text : fitName(text).slice(0, 60).replace(/_+$/, '')
  let id = wanted
  for (let next = 2; taken.has(id) || (!isName && isDeclared(compiled, id)); next += 1)
    id = `${wanted}_${next}`
  taken.add(id)
  return id
}

function isDeclared({ vocabulary }: CompiledDefinitions, name: string): boolean {
  return [vocabulary.attributes, vocabulary.features, vocabulary.segmentations, vocabulary.events].some(
    each => each.has(name),
  )
}

/** In English, as a name: without an article. */
function spokenRead(read: Checked, { vocabulary }: CompiledDefinitions): string {
  return english(read, vocabulary).replaceAll('**', '').replace(/^the /, '')
}

/** As the workspace calls it, else in English. */
export function labelOf(compiled: CompiledDefinitions, text: string, read: Checked): string {
  const { attributes, features } = compiled.definitions
  const named = attributes[text] ?? features[text]
  const label = named?.label ?? named?.name ?? spokenRead(read, compiled)
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`
}
