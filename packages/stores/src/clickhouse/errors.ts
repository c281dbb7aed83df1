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
  readonly remedy: string
  readonly node: string | undefined

  constructor(code: WarehouseErrorCode, parameters: ErrorParameters, options?: ErrorOptions) {
    const { says, remedy }: ErrorEntry = warehouseErrors[code]
    super(`${says(parameters)} ${remedy(parameters)}`, options)
    this.code = code
    this.remedy = remedy(parameters)
    this.node = parameters.node === undefined ? undefined : String(parameters.node)
  }
}
