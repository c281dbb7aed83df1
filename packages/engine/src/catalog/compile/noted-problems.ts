import { type DefinitionProblem, hasErrors } from '../definition-problem.ts'

/** What stands for the value of a customer, which is a setting and no definition. */
export const VALUE = 'value'

/** Problems by the key of the definition they belong to. */
export class NotedProblems {
  readonly #problems = new Map<string, readonly DefinitionProblem[]>()

  note(key: string, problems: readonly DefinitionProblem[]): void {
    if (problems.length > 0) this.#problems.set(key, [...this.of(key), ...problems])
  }

  of(key: string): readonly DefinitionProblem[] {
    return this.#problems.get(key) ?? []
  }

  hasErrors(key: string): boolean {
    return hasErrors(this.of(key))
  }
}
