/** What a person at the terminal can get wrong. Code → sentence → remedy. */
export const cliErrors = {
  no_workspace: {
    says: (p: { folder: string }) => `There is no kindred.config.yaml in ${p.folder} or above it.`,
    remedy: () => 'Make a workspace with `kindred init DIR`, name one with `-C DIR`, or try `kindred demo`.',
  },
  folder_not_found: {
    says: (p: { folder: string }) => `There is no folder ${p.folder}.`,
    remedy: () => 'Check the path, or make a workspace there with `kindred init DIR`.',
  },
  file_not_readable: {
    says: (p: { file: string; why: string }) => `${p.file} cannot be read: ${p.why}.`,
    remedy: () => 'Check the path and that you may read it.',
  },
  no_definition_files: {
    says: (p: { folder: string }) => `There is no definition file in ${p.folder}.`,
    remedy: () =>
      'Write a workspace.yaml there (see `kindred init`), or name the files: `kindred apply FILE…`.',
  },
  config_not_readable: {
    says: (p: { file: string; why: string }) => `${p.file} is not a configuration: ${p.why}.`,
    remedy: () => 'Mend the file; `kindred init DIR` writes a correct one to compare with.',
  },
  folder_not_empty: {
    says: (p: { folder: string; found: string }) => `${p.folder} already holds ${p.found}.`,
    remedy: () => 'Name a new or an empty folder; nothing was written.',
  },
  definitions_have_problems: {
    says: (p: { count: number }) =>
      p.count === 1 ? 'The definitions have a problem.' : `The definitions have ${p.count} problems.`,
    remedy: () => 'Mend what is listed above; nothing was stored.',
  },
  class_missing: {
    says: (p: { segmentation: string; classes: string }) =>
      `'${p.segmentation}' is a segmentation; its classes are ${p.classes}.`,
    remedy: () => 'Name one: `--class CLASS`.',
  },
  nothing_named: {
    says: (p: { name: string; nearest: string }) =>
      `There is no segment or segmentation '${p.name}'${p.nearest === '' ? '' : `; did you mean '${p.nearest}'?`}`,
    remedy: () => 'See `kindred segments`.',
  },
  not_a_number: {
    says: (p: { option: string; given: string }) =>
      `'${p.option}' takes a whole number; '${p.given}' is none.`,
    remedy: (p: { option: string }) => `Write for instance ${p.option} 20000.`,
  },
} as const

export type CliErrorCode = keyof typeof cliErrors
type Params<Code extends CliErrorCode> = Parameters<(typeof cliErrors)[Code]['says']>[0]

/** A refusal with its remedy. `exitCode` 2: the call was wrong; 1: the work failed. */
export class CliError extends Error {
  readonly code: CliErrorCode
  readonly remedy: string
  readonly exitCode: 1 | 2

  constructor(code: CliErrorCode, says: string, remedy: string, exitCode: 1 | 2) {
    super(says)
    this.code = code
    this.remedy = remedy
    this.exitCode = exitCode
  }
}

/** @example throw cliError('folder_not_found', { folder: '/nowhere' }) */
export function cliError<Code extends CliErrorCode>(
  code: Code,
  params: Params<Code>,
  exitCode: 1 | 2 = 2,
): CliError {
  const row: { says: (p: Params<Code>) => string; remedy: (p: Params<Code>) => string } = cliErrors[
    code
  ] as never
  return new CliError(code, row.says(params), row.remedy(params), exitCode)
}
