import type { SlotProgram } from '@kindred/language'
import type { Contender } from '../race.ts'
import { jsonLogicEngine } from './json-logic-engine.ts'
import { jsonRulesEngine } from './json-rules-engine.ts'
import { compileKindred, rowOf } from './kindred.ts'
import type { NamedRule, Profile } from './rule.ts'
import { zenExpressions, zenTable } from './zen.ts'

/** One engine: a contender, and the segments it finds for a profile. */
export interface Contestant extends Contender {
  members(profile: number): Promise<readonly string[]> | readonly string[]
}

/** Ours in four forms, and the peers. Each gets the finished features in the form that suits it. */
export function makeContestants(
  rules: readonly NamedRule[],
  profiles: readonly Profile[],
): readonly Contestant[] {
  return [
    masks('kindred', compileKindred(rules, true), profiles),
    reasons('kindred with reasons', compileKindred(rules, true), profiles),
    masks('kindred closures', compileKindred(rules, false), profiles),
    asynchronous('json-rules-engine', 10, jsonRulesEngine(rules), profiles),
    asynchronous('zen expressions', 50, zenExpressions(rules), profiles),
    asynchronous('zen table', 50, zenTable(rules), profiles),
    synchronous('json-logic-engine', 500, jsonLogicEngine(rules), profiles),
  ]
}

function masks(name: string, program: SlotProgram, profiles: readonly Profile[]): Contestant {
  const rows = profiles.map(profile => rowOf(profile, program))
  const mask = new Uint32Array(program.words)
  return {
    name,
    burst() {
      for (const row of rows) program.masks(row, mask)
      return rows.length
    },
    members(profile) {
      program.masks(at(rows, profile), mask)
      return program.segments.filter((_, bit) => ((mask[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0)
    },
  }
}

function reasons(name: string, program: SlotProgram, profiles: readonly Profile[]): Contestant {
  const rows = profiles.map(profile => rowOf(profile, program))
  const found = new Uint16Array(program.segments.length)
  return {
    name,
    burst() {
      for (const row of rows) program.reasons(row, found)
      return rows.length
    },
    members(profile) {
      program.reasons(at(rows, profile), found)
      return program.segments.filter((_, segment) => found[segment] === 0)
    },
  }
}

function synchronous(
  name: string,
  burst: number,
  find: (profile: Profile) => readonly string[],
  profiles: readonly Profile[],
): Contestant {
  let next = 0
  return {
    name,
    burst() {
      for (let done = 0; done < burst; done += 1) find(at(profiles, next++ % profiles.length))
      return burst
    },
    members: profile => find(at(profiles, profile)),
  }
}

function asynchronous(
  name: string,
  burst: number,
  find: (profile: Profile) => Promise<readonly string[]>,
  profiles: readonly Profile[],
): Contestant {
  let next = 0
  return {
    name,
    async burst() {
      for (let done = 0; done < burst; done += 1) await find(at(profiles, next++ % profiles.length))
      return burst
    },
    members: profile => find(at(profiles, profile)),
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new Error(`There is no item ${index}.`)
  return item
}
