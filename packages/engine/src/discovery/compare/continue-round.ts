import type { Discovery } from '../../records/discovery.ts'
import { compareRounds } from './compare-rounds.ts'

/** What continuing changes of a record: anything else of it goes through as it is. */
type Continued = Pick<Discovery, 'id' | 'round' | 'model' | 'groups' | 'rules' | 'change'>

/**
 * A new round as the continuation of the one before it: groups that are the same keep id and name, wherever the record
 * speaks of them, so that what was built on them goes on. A new group whose name an old one had gets another.
 *
 * @returns The new round, renamed, with `change`.
 * @throws EngineError `rounds_not_comparable`
 */
export function continueRound<R extends Continued>(
  before: Pick<Discovery, 'id' | 'round' | 'model' | 'groups'>,
  after: R,
): R {
  const found = compareRounds(before, after)
  const old = new Map(before.groups.map(group => [group.id, group]))
  const names = renamings(found.groups, after.groups, old)
  const renamed = {
    ...after,
    groups: after.groups.map(group => ({ ...group, ...names.get(group.id)! })),
    rules: {
      ...after.rules,
      groups: after.rules.groups.map(rule => ({ ...rule, group: names.get(rule.group)?.id ?? rule.group })),
    },
  }
  return { ...renamed, change: compareRounds(before, renamed) }
}

type Name = Pick<Discovery['groups'][number], 'id' | 'name'>

function renamings(
  matches: readonly { readonly group: string; readonly before?: string }[],
  groups: readonly Name[],
  old: ReadonlyMap<string, Name>,
): Map<string, Name> {
  const names = new Map<string, Name>()
  for (const { group, before } of matches) {
    const kept = before === undefined ? undefined : old.get(before)
    if (kept !== undefined) names.set(group, { id: kept.id, name: kept.name })
  }
  // Ids and names of groups that are gone stay theirs: what is kept of them must not pass to others.
  const [ids, texts] = [new Set(old.keys()), new Set([...old.values()].map(({ name }) => name))]
  for (const { id, name } of groups) {
    if (names.has(id)) continue
    const fresh = { id: unused(id, ids, '_'), name: unused(name, texts, ' ') }
    names.set(id, fresh)
    ids.add(fresh.id)
    texts.add(fresh.name)
  }
  return names
}

function unused(wanted: string, taken: ReadonlySet<string>, between: string): string {
  let name = wanted
  for (let next = 2; taken.has(name); next += 1) name = `${wanted}${between}${next}`
  return name
}
