import type { DiscoveryChange } from '../../records/discovery.ts'
import { percent } from '../profiles/percent.ts'
import type { ComparedRound } from './compare-rounds.ts'

/** A share that moves by less, and a centre that moves by less (in deviations of a feature), have stayed. */
const [MOVED_SHARE, MOVED_CENTRE] = [0.02, 0.5]

/** What changed, the greatest change of share first; one sentence if nothing did. */
export function sayChange(
  before: Pick<ComparedRound, 'groups' | 'round'>,
  after: Pick<ComparedRound, 'groups'>,
  groups: DiscoveryChange['groups'],
  gone: DiscoveryChange['gone'],
): string[] {
  const shares = new Map(after.groups.map(({ id, share }) => [id, share]))
  const names = new Map(before.groups.map(({ id, name }) => [id, name]))
  const fresh = new Map(after.groups.map(({ id, name }) => [id, name]))
  const change = ({ group, shareBefore }: DiscoveryChange['groups'][number]): number =>
    Math.abs((shares.get(group) ?? 0) - (shareBefore ?? 0))
  const said = groups
    .toSorted((a, b) => change(b) - change(a))
    .flatMap(each => {
      const share = shares.get(each.group) ?? 0
      if (each.before === undefined)
        return [`“${fresh.get(each.group)}” is new, with ${percent(share)} of the customers.`]
      return sayMove(names.get(each.before) ?? each.before, each, share)
    })
  const left = gone.map(({ name, share }) => `“${name}” is gone; it had ${percent(share)} of the customers.`)
  const all = [...said, ...left]
  return all.length > 0
    ? all
    : [`Nothing has changed much since round ${before.round}: the same groups, with about the same shares.`]
}

function sayMove(name: string, each: DiscoveryChange['groups'][number], share: number): string[] {
  const { shareBefore = 0, drift = 0 } = each
  const sentences: string[] = []
  if (Math.abs(share - shareBefore) >= MOVED_SHARE)
    sentences.push(
      `“${name}” has ${share > shareBefore ? 'grown' : 'shrunk'} from ${percent(shareBefore)} to ${percent(share)} of the customers.`,
    )
  if (drift >= MOVED_CENTRE)
    sentences.push(
      `The middle of “${name}” has moved by ${drift.toFixed(1)} deviations: its members are not quite like those before.`,
    )
  return sentences
}
