import type { DefinitionRef, PlacedProblem } from '@kindred/api'
import type {
  ChangedPart,
  CompiledDefinitions,
  DefinitionChange,
  DefinitionProblem,
  SettingChange,
  TakenOver,
} from '@kindred/engine'

interface Differing {
  readonly problems: readonly DefinitionProblem[]
  readonly changes: readonly DefinitionChange[]
  readonly settings: readonly SettingChange[]
  readonly takenOver: readonly TakenOver[]
}

/** What a plan and an apply have in common. `compiled` knows what stands on what. */
export function differingAnswer(
  { problems, changes, settings, takenOver }: Differing,
  compiled: CompiledDefinitions | undefined,
) {
  return {
    problems: problems.map(problemAnswer),
    changes: changes.map(change => changeAnswer(change, compiled?.dependants(change.definition) ?? [])),
    settings: settings.map(({ setting, before, after }) => ({
      setting,
      before: before ?? null,
      after: after ?? null,
    })),
    taken_over: takenOver.map(({ definition, from, to }) => ({ definition: { ...definition }, from, to })),
  }
}

export function problemAnswer(problem: DefinitionProblem): PlacedProblem {
  const { code, severity, says, remedy, file, definition, span } = problem
  return {
    code,
    severity,
    says,
    remedy,
    ...(file === undefined ? {} : { file }),
    ...(definition === undefined ? {} : { definition: { ...definition } }),
    ...(span === undefined ? {} : span),
  }
}

function changeAnswer(change: DefinitionChange, dependants: readonly DefinitionRef[]) {
  const { definition, parts, through, throughSettings, file, previousFile } = change
  const main = parts.length === 1 ? parts[0] : parts.find(({ part }) => part === 'when' || part === 'is')
  return {
    definition: { ...definition },
    change: change.change,
    what:
      change.change === 'through'
        ? [...through.map(({ id }) => id), ...throughSettings]
        : parts.map(({ part }) => part),
    ...textOf('before', main),
    ...textOf('after', main),
    ...(file === undefined ? {} : { file }),
    ...(previousFile === undefined ? {} : { previous_file: previousFile }),
    dependants: dependants.map(ref => ({ ...ref })),
  }
}

/** One side of the part that matters, as it was written. */
function textOf<K extends 'before' | 'after'>(
  side: K,
  part: ChangedPart | undefined,
): { [key in K]?: string } | object {
  const value = part?.[side]
  if (value === undefined) return {}
  return { [side]: typeof value === 'string' ? value : JSON.stringify(value) }
}
