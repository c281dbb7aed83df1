import type { Checked } from '@kindred/language'
import type { CompiledModel, CompiledTarget } from './compiled-definitions.ts'
import type { ReadText } from './read-definition.ts'

export interface QuestionTexts {
  readonly read: readonly ReadText[]
  readonly trees: readonly (Checked | undefined)[]
  /** Milliseconds; undefined: it does not look ahead. */
  readonly aheads: readonly (number | undefined)[]
}

/** What a model asks, of its texts as they were checked: of whom, what, and what who was treated with. */
export function compiledQuestion({
  read,
  trees,
  aheads,
}: QuestionTexts): Pick<CompiledModel, 'population' | 'target' | 'uplift'> {
  const at = (...end: readonly string[]): number =>
    read.findIndex(({ path }) => end.every((part, back) => path.at(back - end.length) === part))
  const later = (place: number): CompiledTarget | undefined => {
    const [is, ahead] = [trees[place], aheads[place]]
    return is && { is, ...(ahead !== undefined && { ahead }) }
  }
  const treatments = read.flatMap(({ path }, place) => {
    const condition = later(place)
    return path.at(-2) === 'treatments' && condition ? [{ name: String(path.at(-1)), ...condition }] : []
  })
  const [population, target] = [trees[at('population')], later(at('target'))]
  const control = later(at('uplift', 'control'))
  return {
    ...(population && { population }),
    ...(target && { target }),
    ...(treatments.length > 0 && { uplift: { treatments, ...(control && { control }) } }),
  }
}
