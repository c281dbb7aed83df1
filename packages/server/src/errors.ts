import { type AccessErrorParameters, accessErrors } from './access/access-errors.ts'

/** What the server itself can refuse or fail with. Code → status → sentence → remedy. */
export interface ServerErrorParameters extends AccessErrorParameters {
  request_invalid: { route: string; parts: readonly string[] }
  route_unknown: { method: string; path: string }
  file_missing: { what: string }
  file_not_readable: { reason: string }
  path_not_allowed: Record<never, never>
  upload_unknown: { upload: string }
  nothing_set_aside: { id: string }
  job_unknown: { id: string }
  instant_not_understood: { given: string; parameter: string }
  instant_out_of_range: { given: string; parameter: string }
  request_too_large: { limit: string }
  cancelled: Record<never, never>
  live_not_running: Record<never, never>
  batch_invalid: { list: string; problem: string }
  item_invalid: { parts: readonly string[] }
  idempotency_key_invalid: Record<never, never>
  transitions_gone: { after: number; oldest: number }
  transition_to_come: { after: number; newest: number }
  last_event_id_invalid: Record<never, never>
  hook_url_invalid: { problem: string }
  hook_unknown: { id: string }
  dead_letter_unknown: { letters: readonly number[] }
  port_not_usable: { address: string; reason: string }
  token_too_short: { shortest: number }
  log_level_unknown: { given: string; levels: string }
  stores_not_paired: {
    warehouse: string
    warehouseIds: readonly string[]
    catalog: string
    catalogIds: readonly string[]
  }
  internal_error: { name: string; place: string }
  config_has_problems: { file: string; first: string; count: number }
  answer_invalid: { route: string; part: string }
}

interface Row<P> {
  readonly status: number
  says(given: P): string
  remedy(given: P): string
}
type Table = { readonly [C in keyof ServerErrorParameters]: Row<ServerErrorParameters[C]> }

export const serverErrors: Table = {
  ...accessErrors,
  request_invalid: {
    status: 400,
    says: p => `The request '${p.route}' is not as it should be: ${p.parts.join('; ')}.`,
    remedy: () => 'Correct what is named and ask again.',
  },
  route_unknown: {
    status: 404,
    says: p => `There is nothing at ${p.method} ${p.path}.`,
    remedy: () => 'Check the address; all routes are in docs/reference/api.md.',
  },
  file_missing: {
    status: 400,
    says: p => `No ${p.what} was given.`,
    remedy: () =>
      "Give 'path' (on the machine of the server) or 'upload' (what POST /v1/uploads gave), not both.",
  },
  file_not_readable: {
    status: 400,
    says: p => `The file cannot be read: ${p.reason}.`,
    remedy: () => 'Check that it is there, that it is a file, and that this user may read it.',
  },
  path_not_allowed: {
    status: 403,
    says: () => 'This server does not read files of its own machine for others.',
    remedy: () => "Send the file with POST /v1/uploads and give 'upload' instead of 'path'.",
  },
  upload_unknown: {
    status: 404,
    says: p => `There is no upload '${p.upload}'.`,
    remedy: () => 'Send the file again with POST /v1/uploads: an upload is kept for a day.',
  },
  nothing_set_aside: {
    status: 404,
    says: p => `There is no file of rows set aside by the import '${p.id}'.`,
    remedy: () => 'List the imports with GET /v1/imports: those that set rows aside name their file.',
  },
  job_unknown: {
    status: 404,
    says: p => `There is no job '${p.id}' of yours.`,
    remedy: () =>
      'A job is remembered for a day, and not beyond the end of the server. Look whether what it was to make is there; else begin it again.',
  },
  instant_not_understood: {
    status: 400,
    says: p => `'${p.given}', given as '${p.parameter}', is not an instant.`,
    remedy: () =>
      "Write '2011-12-10', '2011-12-10T18:30:00', or with an offset: '2011-12-10T18:30:00+01:00'.",
  },
  instant_out_of_range: {
    status: 400,
    says: p => `'${p.given}', given as '${p.parameter}', is outside of the years 1900 to 2299.`,
    remedy: () => 'Look whether the year is the one that was meant; nothing is kept of other years.',
  },
  request_too_large: {
    status: 413,
    says: p => `The request is larger than ${p.limit}.`,
    remedy: () => 'Send data as an upload; divide definitions into several files and apply them one by one.',
  },
  cancelled: {
    status: 499,
    says: () => 'The work was cancelled by the one who asked for it.',
    remedy: () => 'Ask again; nothing was left half done.',
  },
  live_not_running: {
    status: 503,
    says: () => 'The live half of this workspace is not running.',
    remedy: () => 'Start it with `kindred serve` and leave that running.',
  },
  batch_invalid: {
    status: 400,
    says: p => `The body is not as it should be: ${p.problem}.`,
    remedy: p => `Send {"${p.list}": [ … ]} with 1 to 1,000 items; one alone is a list of one.`,
  },
  item_invalid: {
    status: 400,
    says: p => `The item is not as it should be: ${p.parts.join('; ')}.`,
    remedy: () => 'Correct this item and send it again; those accepted need not be sent again.',
  },
  idempotency_key_invalid: {
    status: 400,
    says: () => 'The header Idempotency-Key is not 1 to 200 printable characters of ASCII.',
    remedy: () =>
      'Send a random one for each batch, such as a UUID, and the same when you send that batch again.',
  },
  transitions_gone: {
    status: 410,
    says: p => `Transitions after ${p.after} are not kept any more: the oldest is ${p.oldest}.`,
    remedy: () =>
      "Read GET /v1/transitions without 'after', which begins with the oldest, and for what lies between where customers stand now.",
  },
  transition_to_come: {
    status: 409,
    says: p => `There has been no transition ${p.after} yet: the newest is ${p.newest}.`,
    remedy: () =>
      'The store was made anew or restored since that id was given. Begin without it, and read where customers stand now.',
  },
  last_event_id_invalid: {
    status: 400,
    says: () => 'The header Last-Event-ID is no id of a transition.',
    remedy: () => 'Send the id that came last, or leave the header out to begin now.',
  },
  hook_url_invalid: {
    status: 400,
    says: p => `The address of the web hook cannot be used: ${p.problem}.`,
    remedy: () => 'Give an address of the form https://host/path, without user and password.',
  },
  hook_unknown: {
    status: 404,
    says: p => `There is no web hook '${p.id}'.`,
    remedy: () => 'List those there are with GET /v1/hooks or `kindred hooks list`.',
  },
  dead_letter_unknown: {
    status: 404,
    says: p => `The web hook has no dead letter ${p.letters.join(', ')}.`,
    remedy: () =>
      'List those there are with GET /v1/hooks/{id}/dead-letters; they may have been sent meanwhile.',
  },
  port_not_usable: {
    status: 400,
    says: p => `It cannot listen on ${p.address}: ${p.reason}.`,
    remedy: () => 'Give another port with --port, or end what listens there.',
  },
  token_too_short: {
    status: 400,
    says: p => `KINDRED_TOKEN has fewer than ${p.shortest} characters.`,
    remedy: () => 'Make one with `openssl rand -hex 24`, or leave the variable away.',
  },
  log_level_unknown: {
    status: 400,
    says: p => `KINDRED_LOG is '${p.given}', which is no level.`,
    remedy: p => `Set it to one of ${p.levels}, or leave it away.`,
  },
  stores_not_paired: {
    status: 409,
    says: p =>
      `The warehouse (${p.warehouse}) belongs to the workspace ${p.warehouseIds.join(' and ')}, the catalog (${p.catalog}) to ${p.catalogIds.join(' and ')}.`,
    remedy: () =>
      'Check warehouse and catalog in kindred.config.yaml, KINDRED_WAREHOUSE_URL and KINDRED_CATALOG_URL: one of them leads to the store of another workspace.',
  },
  internal_error: {
    status: 500,
    says: p => `Something failed that should not have (${p.name}, ${p.place}).`,
    remedy: () => 'This is a defect. Run it again with KINDRED_DEBUG=1 and report what is printed.',
  },
  config_has_problems: {
    status: 400,
    says: p => `${p.file} has ${p.count === 1 ? 'a problem' : `${p.count} problems, the first`}: ${p.first}`,
    remedy: () => 'Mend the configuration and try again.',
  },
  answer_invalid: {
    status: 500,
    says: p => `The answer to '${p.route}' does not keep its own contract at ${p.part}.`,
    remedy: () => 'This is a defect: please report the route and the part named.',
  },
}

export type ServerErrorCode = keyof ServerErrorParameters

/** A request that cannot be served. `status` is the one it has on the wire. */
export class ServerError<C extends ServerErrorCode = ServerErrorCode> extends Error {
  override readonly name = 'ServerError'
  readonly code: C
  readonly status: number
  readonly says: string
  readonly remedy: string
  readonly details: ServerErrorParameters[C]

  constructor(code: C, details: ServerErrorParameters[C], options?: ErrorOptions) {
    const row: Row<ServerErrorParameters[C]> = serverErrors[code]
    super(`${row.says(details)} ${row.remedy(details)}`, options)
    this.code = code
    this.status = row.status
    this.says = row.says(details)
    this.remedy = row.remedy(details)
    this.details = details
  }
}
