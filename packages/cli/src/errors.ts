interface CliErrorParameters {
  no_workspace: { folder: string }
  folder_not_found: { folder: string }
  file_not_readable: { file: string; why: string }
  file_not_usable: { file: string; why: string }
  no_definition_files: { folder: string }
  config_not_readable: { file: string; why: string }
  folder_not_empty: { folder: string; found: string }
  definitions_have_problems: { count: number }
  class_missing: { segmentation: string; classes: string }
  nothing_named: { name: string; nearest: string }
  no_such_user: { given: string; nearest: string }
  password_not_piped: Record<never, never>
  not_a_number: { option: string; given: string }
  not_a_share: { option: string; given: string }
  not_a_port: { given: string }
  not_a_choice: { option: string; given: string; choices: string }
  file_not_sorted: Record<never, never>
  interrupted: { became: string }
}

export type CliErrorCode = keyof CliErrorParameters

interface Row<Parameters> {
  readonly says: (p: Parameters) => string
  readonly remedy: (p: Parameters) => string
}

/** What a person at the terminal can get wrong. Code → sentence → remedy. */
export const cliErrors: { readonly [C in CliErrorCode]: Row<CliErrorParameters[C]> } = {
  no_workspace: {
    says: p => `There is no kindred.config.yaml in ${p.folder} or above it.`,
    remedy: () => 'Make a workspace with `kindred init DIR`, name one with `-C DIR`, or try `kindred demo`.',
  },
  folder_not_found: {
    says: p => `There is no folder ${p.folder}.`,
    remedy: () => 'Check the path, or make a workspace there with `kindred init DIR`.',
  },
  file_not_readable: {
    says: p => `${p.file} cannot be read: ${p.why}.`,
    remedy: () => 'Check the path and that you may read it.',
  },
  file_not_usable: {
    says: p => `${p.file} cannot be read or written: ${p.why}.`,
    remedy: () => 'Check the path, and what you may do there.',
  },
  no_definition_files: {
    says: p => `There is no definition file in ${p.folder}.`,
    remedy: () =>
      'Write a workspace.yaml there (see `kindred init`), or name the files: `kindred apply FILE…`.',
  },
  config_not_readable: {
    says: p => `${p.file} is not a configuration: ${p.why}.`,
    remedy: () => 'Mend the file; `kindred init DIR` writes a correct one to compare with.',
  },
  folder_not_empty: {
    says: p => `${p.folder} already holds ${p.found}.`,
    remedy: () => 'Name a new or an empty folder; nothing was written.',
  },
  definitions_have_problems: {
    says: p =>
      p.count === 1 ? 'The definitions have a problem.' : `The definitions have ${p.count} problems.`,
    remedy: () => 'Mend what is listed above; nothing was stored.',
  },
  class_missing: {
    says: p => `'${p.segmentation}' is a segmentation; its classes are ${p.classes}.`,
    remedy: () => 'Name one: `--class CLASS`.',
  },
  nothing_named: {
    says: p =>
      `There is no segment or segmentation '${p.name}'${p.nearest === '' ? '' : `; did you mean '${p.nearest}'?`}`,
    remedy: () => 'See `kindred segments`.',
  },
  no_such_user: {
    says: p => `There is no user '${p.given}'${p.nearest === '' ? '.' : `; did you mean '${p.nearest}'?`}`,
    remedy: () => 'See `kindred users list`.',
  },
  password_not_piped: {
    says: () => 'A password is not typed where it can be seen.',
    remedy: () =>
      'Pipe it in from where it is kept, or leave --password-stdin away: then a link is made with which it is chosen.',
  },
  not_a_number: {
    says: p => `'${p.option}' takes a whole number; '${p.given}' is none.`,
    remedy: p => `Write for instance ${p.option} 20000.`,
  },
  not_a_share: {
    says: p => `'${p.option}' takes a share; '${p.given}' is none.`,
    remedy: p => `Write for instance ${p.option} 0.05 or ${p.option} 5%.`,
  },
  not_a_port: {
    says: p => `'${p.given}' is no port.`,
    remedy: () => 'Write a number up to 65535: `--port 4390`.',
  },
  not_a_choice: {
    says: p => `'${p.option}' cannot be '${p.given}'.`,
    remedy: p => `Write one of ${p.choices}.`,
  },
  file_not_sorted: {
    says: () => 'A file of all members is in order of id.',
    remedy: () => 'Leave out --sort and sort the file, or leave out --format and list a page with --limit.',
  },
  interrupted: {
    says: p => `Stopped: ${p.became}.`,
    remedy: () => 'Run the command again: nothing will be counted twice.',
  },
}

/** What a command can end with: 2: the call was wrong; 1: the work failed; 130: it was stopped by Ctrl-C. */
export type FailedExitCode = 1 | 2 | 130

/** A refusal with its remedy. */
export class CliError extends Error {
  readonly code: CliErrorCode
  readonly remedy: string
  readonly exitCode: FailedExitCode

  constructor(code: CliErrorCode, says: string, remedy: string, exitCode: FailedExitCode) {
    super(says)
    this.code = code
    this.remedy = remedy
    this.exitCode = exitCode
  }
}

/** @example throw cliError('folder_not_found', { folder: '/nowhere' }) */
export function cliError<Code extends CliErrorCode>(
  code: Code,
  params: CliErrorParameters[Code],
  exitCode: FailedExitCode = 2,
): CliError {
  const row: Row<CliErrorParameters[Code]> = cliErrors[code]
  return new CliError(code, row.says(params), row.remedy(params), exitCode)
}
