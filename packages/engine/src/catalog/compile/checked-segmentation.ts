import type { Checked, CheckedSegmentation } from '@kindred/language'
import type { SegmentationDefinition } from '../../records/definitions.ts'
import { standardRfmGroups } from '../standard-rfm-groups.ts'

/**
 * A segmentation with its expressions checked and every default filled in, so that no reading chooses its own.
 *
 * @param expressions - In the order of `textualDefinitions`; `undefined` is returned when one of them is broken.
 */
export function checkedSegmentation(
  id: string,
  { first_match: rules, tiers, rfm, otherwise }: SegmentationDefinition,
  expressions: readonly (Checked | undefined)[],
): CheckedSegmentation | undefined {
  const sound = expressions.filter(each => each !== undefined)
  const [first, second, third] = sound
  if (sound.length < expressions.length || first === undefined) return undefined
  if (rules !== undefined) {
    const classes = rules.flatMap(({ class: name }, index) => {
      const when = sound[index]
      return when === undefined ? [] : [{ class: name, when }]
    })
    return { kind: 'first_match', id, classes, otherwise }
  }
  if (tiers !== undefined)
    return { kind: 'tiers', id, by: first, method: tiers.method, classes: tiers.classes, otherwise }
  if (rfm === undefined || second === undefined || third === undefined) return undefined
  const { quantiles } = rfm
  const groups = (rfm.groups ?? standardRfmGroups).map(group => ({
    class: group.class,
    recency: group.recency ?? ([1, quantiles] as const),
    frequency: group.frequency ?? ([1, quantiles] as const),
    monetary: group.monetary ?? ([1, quantiles] as const),
  }))
  return { kind: 'rfm', id, recency: first, frequency: second, monetary: third, quantiles, groups, otherwise }
}
