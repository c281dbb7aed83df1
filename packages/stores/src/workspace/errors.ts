/** What can go wrong with a workspace's folder. Code → sentence → remedy. */
export const workspaceErrors = {
  workspace_held: {
    says: p =>
      `The workspace ${p.folder} is held by another process: pid ${p.pid} on ${p.host}, since ${p.since}${p.address === '' ? '' : `, at ${p.address}`}.`,
    remedy: p =>
      p.address === ''
        ? `Wait until it has ended, or end it (pid ${p.pid} on ${p.host}), and start again.`
        : `Use it with --url ${p.address}, or end it (pid ${p.pid} on ${p.host}) and start again.`,
  },
  workspace_lock_lost: {
    says: p => `The lock of the workspace ${p.folder} was taken by another process while this one held it.`,
    remedy: () =>
      'Do not remove or copy the lock file by hand; end one of the two processes, and start again.',
  },
  config_missing: {
    says: p => `There is no workspace in ${p.folder}: it has no kindred.config.yaml.`,
    remedy: p => `Run \`kindred init ${p.folder}\`, or name the folder of the workspace with -C.`,
  },
  config_not_readable: {
    says: p => `The configuration ${p.file} cannot be read: ${p.reason}.`,
    remedy: () => 'Mend its rights, or the disk it lies on.',
  },
  password_in_address: {
    says: p => `The address in '${p.key}' holds a password.`,
    remedy: p =>
      `Take it out of the file, put it into an environment variable, and name that as '${p.variable}'.`,
  },
  password_missing: {
    says: p => `'${p.key}' names the environment variable ${p.variable}, which is not set.`,
    remedy: p => `Set ${p.variable} before Kindred starts, or take '${p.key}' out.`,
  },
  bad_address: {
    says: p => `'${p.key}' is ${p.given}, which is no address of a ${p.server} server.`,
    remedy: p => `Write an address such as ${p.example}.`,
  },
  bad_memory: {
    says: p => `'${p.key}' is ${p.given}, which is no amount of memory.`,
    remedy: () => 'Write an amount of at least 512 MB, such as 2 GB, or a share of the machine such as 50%.',
  },
  bad_prefix: {
    says: p => `'${p.key}' is ${p.given}, which cannot begin the names of keys.`,
    remedy: () => 'Write 1 to 64 letters, digits, - or _, such as the name of the workspace.',
  },
  cluster_needed: {
    says: p => `'${p.key}' names ${p.count} servers and not the cluster they are in.`,
    remedy: () =>
      "Add 'cluster' with the name under which their `remote_servers` list them, one shard a server, in this order.",
  },
} as const satisfies Record<string, WorkspaceErrorRow>

interface WorkspaceErrorRow {
  readonly says: (p: WorkspaceErrorParameters) => string
  readonly remedy: (p: WorkspaceErrorParameters) => string
}
export type WorkspaceErrorParameters = Readonly<Record<string, string | number>>

export type WorkspaceErrorCode = keyof typeof workspaceErrors

/** The workspace cannot be opened. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError'
  readonly code: WorkspaceErrorCode
  readonly says: string
  readonly remedy: string

  constructor(code: WorkspaceErrorCode, parameters: WorkspaceErrorParameters, options?: ErrorOptions) {
    const { says, remedy }: WorkspaceErrorRow = workspaceErrors[code]
    super(`${says(parameters)} ${remedy(parameters)}`, options)
    this.code = code
    this.says = says(parameters)
    this.remedy = remedy(parameters)
  }
}
