import { compileLive, type LiveProgram } from '@kindred/language'
import type { LiveSetting } from '../profiles/moves/live-setting.ts'
import type { EnteredProgram, ProgramCourse } from '../profiles/state/program-course.ts'
import { type CutoffTexts, readCutoffTexts } from '../segments/cutoff-text.ts'
import { cutoffLayers } from '../segments/population-segmentations.ts'
import type { CurrentDefinitions } from './current-definitions.ts'

/** The program in force with the definitions it was made of. */
export interface ProgramInForce extends LiveSetting {
  /** 0: nothing is defined. */
  readonly version: number
  /** Absent while nothing is defined. */
  readonly current: CurrentDefinitions | undefined
  readonly entered: EnteredProgram | undefined
}

/** Compiles all that is sound and whose cut-offs are there. */
export function compileProgram(current: CurrentDefinitions, cutoffTexts: CutoffTexts): LiveProgram {
  const { compiled, definitions } = current
  const cutoffs = readCutoffTexts(cutoffTexts)
  const isCut = (tree: object) =>
    cutoffLayers([tree])
      .flat()
      .every(({ id }) => cutoffs.has(id))
  const treesOf = <T extends object>(ids: object, treeOf: (id: string) => T | undefined): Map<string, T> => {
    const trees = new Map<string, T>()
    for (const id of Object.keys(ids)) {
      const tree = treeOf(id)
      if (tree !== undefined && isCut(tree)) trees.set(id, tree)
    }
    return trees
  }
  const { timezone, weekStart } = compiled.vocabulary
  return compileLive(
    {
      features: treesOf(definitions.features, id => compiled.features.get(id)?.is),
      segments: treesOf(definitions.segments, id => compiled.segments.get(id)?.when),
      segmentations: treesOf(definitions.segmentations, id => compiled.segmentations.get(id)?.of),
    },
    { timezone, weekStart, cutoffs },
  )
}

/** The program in force before anything is defined: no definitions, nothing kept. */
export function nothingInForce(): ProgramInForce {
  const none = new Map<string, never>()
  const program = compileLive(
    { features: none, segments: none, segmentations: none },
    { timezone: 'UTC', weekStart: 1, cutoffs: new Map() },
  )
  return {
    program,
    number: 0,
    fill: 0,
    layout: { segments: [], segmentations: [] },
    switchedAt: 0,
    layoutOf: () => undefined,
    version: 0,
    current: undefined,
    entered: undefined,
  }
}

/** What the last program of the course is to those who evaluate by it. */
export function programInForce(
  { programs }: ProgramCourse,
  current: CurrentDefinitions,
  program: LiveProgram,
): ProgramInForce {
  const entered = programs.at(-1)
  if (entered === undefined) return nothingInForce()
  const layouts = new Map(programs.map(each => [each.number, each.layout]))
  return {
    program,
    number: entered.number,
    fill: entered.fill,
    layout: entered.layout,
    switchedAt: entered.switchedAt,
    layoutOf: number => layouts.get(number),
    version: entered.version,
    current,
    entered,
  }
}
