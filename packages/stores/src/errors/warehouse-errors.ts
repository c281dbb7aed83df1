/** What can go wrong between us and the warehouse. Code → sentence → remedy. No message ever holds a password or a value. */
export const warehouseErrors = {
  engine_not_for_this_platform: {
    says: p => `The embedded warehouse is not published for this machine (${p.place}).`,
    remedy: () =>
      'Run a ClickHouse server and name it in kindred.config.yaml as `warehouse: { url: … }` (or in KINDRED_WAREHOUSE_URL), or use Linux with glibc or macOS.',
  },
  engine_not_installed: {
    says: p => `The embedded warehouse's library is not installed (${p.name}, for ${p.place}).`,
    remedy: p =>
      `Run \`npm install --include=optional\`, or \`npm install ${p.name}\`; or name a ClickHouse server in kindred.config.yaml.`,
  },
  engine_did_not_start: {
    says: p => `The embedded warehouse did not start: ${p.reason}.`,
    remedy: p => `Read ${p.log}, mend what it names, and start again.`,
  },
  engine_stopped: {
    says: p => `The embedded warehouse has stopped by itself (${p.reason}).`,
    remedy: p => `Start again: what was acknowledged is kept. ${p.log} says why it stopped.`,
  },
  warehouse_in_use: {
    says: p => `The warehouse in ${p.folder} is held by another process (pid ${p.pid}).`,
    remedy: p => `Use that process, or stop it (pid ${p.pid}) and start again.`,
  },
  column_type_changed: {
    says: p => `The ${p.column} is stored as ${p.known} and cannot become ${p.type}.`,
    remedy: p => `Declare it as ${p.known} again, or give the ${p.type} another name.`,
  },
  node_unreachable: {
    says: p => `The warehouse node ${p.node} cannot be reached (${p.reason}).`,
    remedy: p => `Start it, or mend the address ${p.node} in kindred.config.yaml; then do the same again.`,
  },
  shard_unreachable: {
    says: p => `The warehouse node ${p.node} was not reached by ${p.by} (${p.reason}).`,
    remedy: p => `Start ${p.node}, or mend the connection between the two nodes; then do the same again.`,
  },
  login_refused: {
    says: p => `The warehouse node ${p.node} refuses the user '${p.user}' or the password given.`,
    remedy: () =>
      'Mend `warehouse.user` in kindred.config.yaml, or the password in the environment variable that `warehouse.password_env` names.',
  },
  rights_missing: {
    says: p => `The warehouse node ${p.node} does not let the user '${p.user}' do this.`,
    remedy: p =>
      `Grant it: GRANT ALL ON ${p.database}.* TO ${p.user}, and SELECT ON system.*, KILL QUERY, CREATE TEMPORARY TABLE, CLUSTER, REMOTE ON *.*, TABLE ENGINE ON *.`,
  },
  memory_exhausted: {
    says: p => `The warehouse node ${p.node} ran out of the memory it may use.`,
    remedy: () =>
      'Ask for less at once, or raise `warehouse.memory` in kindred.config.yaml (the memory limit of the server).',
  },
  disk_full: {
    says: p => `The warehouse node ${p.node} has no disk space left.`,
    remedy: () => 'Free some space; what was acknowledged is kept, the rest can be done again.',
  },
  query_too_long: {
    says: p => `The warehouse node ${p.node} stopped a query that took longer than its limit.`,
    remedy: () => 'Ask for less at once, or raise max_execution_time of the user.',
  },
  too_many_values: {
    says: p =>
      `The warehouse node ${p.node} takes fewer values with one statement than these definitions have.`,
    remedy: () =>
      'Set http_max_fields (1000000) and http_max_field_value_size (268435456) in the default profile of that server.',
  },
  query_failed: {
    says: p => `The warehouse node ${p.node} could not do this: ${p.type} (code ${p.code}).`,
    remedy: () =>
      'This is a defect of Kindred unless the data folder was changed by hand: please report it with the code.',
  },
  warehouse_busy: {
    says: p => `Another process has been writing to the warehouse node ${p.node} for too long (${p.holder}).`,
    remedy: () => 'Wait until it has finished, or end it; its right to write ends a minute later.',
  },
  write_overtaken: {
    says: p => `This process was silent for so long that another took its batch ${p.batch} back.`,
    remedy: () =>
      'Do the same again: nothing of it was kept. Look for what made this process wait (memory, disk, sleep).',
  },
  cancelled: {
    says: p => `This was cancelled on the warehouse node ${p.node}.`,
    remedy: () => 'Do the same again when it is wanted: nothing of it is done twice.',
  },
  schema_newer: {
    says: p =>
      `The warehouse node ${p.node} has schema version ${p.found}; this Kindred knows versions up to ${p.known}.`,
    remedy: () => 'Install the Kindred that wrote it, or a later one.',
  },
  schema_older: {
    says: p =>
      `The warehouse node ${p.node} has schema version ${p.found}, and version ${p.known} is wanted.`,
    remedy: () => 'Start Kindred with all nodes reachable: it brings each of them to its version.',
  },
  schema_missing: {
    says: p => `The warehouse node ${p.node} has no tables of Kindred in the database '${p.database}'.`,
    remedy: () =>
      'Start Kindred once with all nodes reachable, so that it makes them; or name the right database.',
  },
  nodes_changed: {
    says: p => `The warehouse node ${p.node} was node ${p.was}, and is now listed as node ${p.is}.`,
    remedy: () =>
      'List the nodes in kindred.config.yaml in the order they were first given, all of them: customers are divided by that order.',
  },
  cluster_unknown: {
    says: p =>
      `The warehouse node ${p.node} knows no cluster '${p.cluster}' with ${p.count} shards (${p.found}).`,
    remedy: p =>
      `Define '${p.cluster}' under remote_servers on every node, one shard a node, in the order of \`warehouse.urls\`; or name the right one as \`warehouse.cluster\`.`,
  },
  not_declared: {
    says: p => `${p.what} is not declared.`,
    remedy: p => `Declare ${p.what} in a definition file and apply it, or leave it out.`,
  },
  value_not_storable: {
    says: p => `${p.what} is not ${p.wanted}.`,
    remedy: p => `Send ${p.what} as ${p.wanted}; nothing of the batch was stored.`,
  },
  merge_impossible: {
    says: p => `Merge ${p.id} cannot be made: ${p.reason}.`,
    remedy: () => 'Name two customers neither of whom was merged into another.',
  },
  merge_unknown: {
    says: p => `There is no merge ${p.id}.`,
    remedy: () => 'Look for its id in the list of merges.',
  },
  merge_built_upon: {
    says: p => `Merge ${p.id} cannot be undone while merge ${p.later}, which came after it, stands on it.`,
    remedy: p => `Undo merge ${p.later} first.`,
  },
  previous_memberships_missing: {
    says: p =>
      `The memberships of refresh ${p.refresh}, which this one is compared with, are no longer stored.`,
    remedy: () => 'Refresh again without comparing; the moves in between are then not known.',
  },
} as const satisfies Record<string, ErrorEntry>

interface ErrorEntry {
  readonly says: (p: ErrorParameters) => string
  readonly remedy: (p: ErrorParameters) => string
}
type ErrorParameters = Readonly<Record<string, string | number>>

export type WarehouseErrorCode = keyof typeof warehouseErrors

/**
 * The caller or the world failed. `code` names the row of the table, `remedy` says what to do,
 * `node` which node it was, where it was one.
 */
export class WarehouseError extends Error {
  override readonly name = 'WarehouseError'
  readonly code: WarehouseErrorCode
  readonly says: string
  readonly remedy: string
  readonly node: string | undefined

  constructor(code: WarehouseErrorCode, parameters: ErrorParameters, options?: ErrorOptions) {
    const { says, remedy }: ErrorEntry = warehouseErrors[code]
    super(`${says(parameters)} ${remedy(parameters)}`, options)
    this.code = code
    this.says = says(parameters)
    this.remedy = remedy(parameters)
    this.node = parameters.node === undefined ? undefined : String(parameters.node)
  }
}
