import { expect } from 'vitest'

/** What `kindred discover --json` says of the groups. */
export interface FoundGroups {
  readonly recommendation: string
  readonly groups: readonly {
    readonly name: string
    readonly share: number
    readonly value_share?: number
    readonly profile: readonly { readonly feature: string; readonly effect: number }[]
  }[]
  readonly rules: { readonly fidelity: number; readonly groups: readonly { readonly when: string }[] }
  readonly features: readonly { readonly is: string }[]
  readonly choices: readonly { readonly chosen: boolean; readonly silhouette: number }[]
}

/** What every set of groups has to have: rules for all, and what it says of itself. */
export function expectSoundGroups({ groups, rules, recommendation }: FoundGroups): void {
  expect(rules.groups).toHaveLength(groups.length)
  for (const { when } of rules.groups) expect(when).not.toBe('false')
  expect(rules.fidelity).toBeGreaterThanOrEqual(0.85)
  expect(recommendation).toContain(`${groups.length} groups`)
  expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length)
  for (const { name } of groups) expect(name).not.toMatch(/unknown|\bthe\b(?! average$)/)
}

/** How much a feature sets a group apart; 0 where it does not. */
export const effectOf = ({ profile }: FoundGroups['groups'][number], feature: string): number =>
  profile.find(each => each.feature === feature)?.effect ?? 0

/** Where customers shade into one another: as many groups as somebody can work with, and it is said that this is a choice. */
export function expectSeveralGroups({ groups, recommendation }: FoundGroups): void {
  expect(groups.length).toBeGreaterThanOrEqual(4)
  expect(groups.length).toBeLessThanOrEqual(7)
  expect(recommendation).toContain('No number of groups stands out')
  expect(recommendation).toContain('Ask for 2 groups')
}
